/* contract.h -- what an answer to this exercise must provide. */
#ifndef SORT_WITH_CONTEXT_CONTRACT_H
#define SORT_WITH_CONTEXT_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The key of a row. The compiler does not know which function key() is: it may take long, and it
 * may sort the rows of another table. */
struct table {
    int32_t (*key)(const struct table *table, uint32_t row);
};

/* Sorts `count` different numbers of rows by their keys, small keys first, or large ones first if
 * `descending`. Rows with equal keys are in the order of their numbers, small numbers first in both
 * cases. It calls key() at most 4 * count * (log2(count) + 2) times. */
void sort_rows(uint32_t *rows, size_t count, const struct table *table, bool descending);

#endif
