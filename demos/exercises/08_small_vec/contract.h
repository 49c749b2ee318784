/* contract.h -- what an answer to this exercise must provide. */
#ifndef SMALL_VEC_CONTRACT_H
#define SMALL_VEC_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A list of numbers that grows. The struct belongs to the caller; what is in it is your choice, but
 * all words are 0 in an empty list. The caller may copy it to another place with `=`, and goes on
 * with the copy only. */
struct vec {
    union {
        void *address;
        int64_t number;
    } word[8];
};

/* Appends. False: there is no memory, and the list is as it was. */
bool vec_push(struct vec *v, int64_t value);

size_t vec_length(const struct vec *v);

/* The number at `index`, which is less than the length. */
int64_t vec_at(const struct vec *v, size_t index);

/* The list is empty again, and owns nothing. */
void vec_clear(struct vec *v);

#endif
