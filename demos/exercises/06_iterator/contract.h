/* contract.h -- what an answer to this exercise must provide. */
#ifndef ITERATOR_CONTRACT_H
#define ITERATOR_CONTRACT_H

#include <stdbool.h>
#include <stdint.h>

/* What has to be kept between two calls. It belongs to the caller, who makes it and may have many;
 * what is in it is your choice. */
struct iterator {
    union {
        void *address;
        int64_t number;
    } word[4];
};

/* Begins with `first`, which is not greater than `last`. `step` is 1 or more. */
void iterator_start(struct iterator *it, int64_t first, int64_t last, int64_t step);

/* True, and the next number in *value: first, first + step, ..., as long as it is not greater than
 * `last`. False: there are no more, however often it is called. */
bool iterator_next(struct iterator *it, int64_t *value);

/* The caller needs no more of them; this follows every iterator_start() once. */
void iterator_end(struct iterator *it);

#endif
