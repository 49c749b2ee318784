/* tokens.h -- a C file as a sequence of tokens, for comparing two of them. */
#ifndef HM_CLASS_TOKENS_H
#define HM_CLASS_TOKENS_H

#include <stddef.h>
#include <stdint.h>

struct class_tokens {
    uint32_t *exact; /* a number for each token's text */
    uint32_t *plain; /* the same, but all names, all numbers and all strings are alike */
    size_t count, capacity, plain_capacity;
};

/* Comments and blanks are no tokens. Release with class_tokens_done(). */
void class_tokens_of(const char *text, struct class_tokens *tokens);
void class_tokens_done(struct class_tokens *tokens);

#endif
