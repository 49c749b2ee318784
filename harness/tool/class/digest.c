/* digest.c -- SHA-256 as FIPS 180-4 describes it. */
#include "class/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 64, ROUNDS = 64 };

static const uint32_t constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turned(uint32_t x, unsigned n)
{
    return x >> n | x << (32 - n);
}

static void take_block(struct class_digest *d)
{
    uint32_t w[ROUNDS], s[8];
    for (size_t i = 0; i < 16; i++)
        w[i] = (uint32_t)d->block[4 * i] << 24 | (uint32_t)d->block[4 * i + 1] << 16 |
               (uint32_t)d->block[4 * i + 2] << 8 | d->block[4 * i + 3];
    for (size_t i = 16; i < ROUNDS; i++)
        w[i] = w[i - 16] + w[i - 7] +
               (turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ w[i - 15] >> 3) +
               (turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ w[i - 2] >> 10);
    memcpy(s, d->state, sizeof s);
    for (size_t i = 0; i < ROUNDS; i++) {
        uint32_t one = s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) +
                       ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[i] + w[i];
        uint32_t two = (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) +
                       ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += one;
        s[0] = one + two;
    }
    for (size_t i = 0; i < 8; i++)
        d->state[i] += s[i];
}

void class_digest_begin(struct class_digest *digest)
{
    *digest = (struct class_digest){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

void class_digest_add(struct class_digest *digest, const void *bytes, size_t length)
{
    const unsigned char *from = bytes;
    while (length > 0) {
        size_t used = digest->length % BLOCK, n = BLOCK - used < length ? BLOCK - used : length;
        memcpy(digest->block + used, from, n);
        digest->length += n;
        from += n;
        length -= n;
        if (used + n == BLOCK)
            take_block(digest);
    }
}

void class_digest_word(struct class_digest *digest, const char *word)
{
    uint64_t length = word != NULL ? strlen(word) : UINT64_MAX;
    class_digest_add(digest, &length, sizeof length);
    if (word != NULL)
        class_digest_add(digest, word, strlen(word));
}

void class_digest_file(struct class_digest *digest, const char *path)
{
    char chunk[16 * 1024];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &st) != 0) {
        snprintf(chunk, sizeof chunk, "not read: %d", errno);
        class_digest_word(digest, chunk);
    } else {
        snprintf(chunk, sizeof chunk, "%o", st.st_mode & (unsigned)S_IFMT);
        class_digest_word(digest, chunk);
        class_digest_add(digest, &st.st_size, sizeof st.st_size);
        if (S_ISREG(st.st_mode))
            for (ssize_t n; (n = read(fd, chunk, sizeof chunk)) > 0;)
                class_digest_add(digest, chunk, (size_t)n);
    }
    if (fd >= 0)
        close(fd);
}

void class_digest_end(struct class_digest *digest, char text[CLASS_DIGEST_TEXT])
{
    static const unsigned char mark = 0x80, zero = 0;
    uint64_t bits = digest->length * 8;
    unsigned char length[8];
    class_digest_add(digest, &mark, 1);
    while (digest->length % BLOCK != BLOCK - sizeof length)
        class_digest_add(digest, &zero, 1);
    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    class_digest_add(digest, length, sizeof length);
    for (size_t i = 0; i < 8; i++)
        snprintf(text + 8 * i, 9, "%08x", (unsigned)digest->state[i]);
}
