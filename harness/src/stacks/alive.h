/* alive.h -- which blocks are alive: a record for each, by its address.
 *
 * Nearly every record lies in a cell (cells.h). The others are in tables of growing size, in
 * private memory. A block's bucket follows from its address, so that neighbours in memory are
 * neighbours here. A block lies in the largest table whose bucket had room; where none has, a table
 * four times as large is mapped.
 *
 * For any thread, without locks: a place is taken with one compare-and-swap of its address. The
 * program passes a block on only after it got it, and its memory is handed out again only after
 * hm_stacks_alive_take(), so no two threads ever work on one address. */
#ifndef HM_STACKS_ALIVE_H
#define HM_STACKS_ALIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "stacks/cells.h"

/* The tables alone. */
bool hm_stacks_alive_table_add(uintptr_t block, uint64_t record);
uint64_t hm_stacks_alive_table_take(uintptr_t block);

/* Remember the record of a block that was handed out. False: no room. Keeps errno. */
static inline bool hm_stacks_alive_add(const void *block, uint64_t record)
{
    return HM_BASE_LIKELY(hm_stacks_cells_put((uintptr_t)block, record)) ||
           hm_stacks_alive_table_add((uintptr_t)block, record);
}

/* The record of a block that is about to be given back; it is forgotten. 0: not known. */
static inline uint64_t hm_stacks_alive_take(const void *block)
{
    uint64_t record = hm_stacks_cells_take((uintptr_t)block);
    return HM_BASE_LIKELY(record != 0) ? record : hm_stacks_alive_table_take((uintptr_t)block);
}

/* Forget all blocks. Only while the process has one thread. */
void hm_stacks_alive_forget(void);

/* Map some tables now, and nothing from now on. */
void hm_stacks_alive_seal(void);

#endif
