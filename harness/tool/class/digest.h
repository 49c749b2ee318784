/* digest.h -- SHA-256: a name for bytes that is the same wherever the bytes are. */
#ifndef HM_CLASS_DIGEST_H
#define HM_CLASS_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CLASS_DIGEST_TEXT = 65 }; /* 64 hexadecimal digits and a NUL */

struct class_digest {
    uint32_t state[8];
    uint64_t length;
    unsigned char block[64];
};

void class_digest_begin(struct class_digest *digest);
void class_digest_add(struct class_digest *digest, const void *bytes, size_t length);
/* A word and its end, so that "ab", "c" and "a", "bc" differ. NULL is a word of its own. */
void class_digest_word(struct class_digest *digest, const char *word);
/* What is at path: its kind, and the bytes of a plain file. A link is not followed. */
void class_digest_file(struct class_digest *digest, const char *path);
void class_digest_end(struct class_digest *digest, char text[CLASS_DIGEST_TEXT]);

#endif
