/* alive.h -- which blocks are alive: a word for each, by its address.
 *
 * Tables of growing size, in private memory. A block's bucket follows from its address, so that
 * neighbours in memory are neighbours here. A block lies in the largest table whose bucket had
 * room; where none has, a table four times as large is mapped.
 *
 * For any thread, without locks: a place is taken with one compare-and-swap of its address. The
 * program passes a block on only after it got it, and its memory is handed out again only after
 * hm_stacks_alive_take(), so no two threads ever work on one address. */
#ifndef HM_STACKS_ALIVE_H
#define HM_STACKS_ALIVE_H

#include <stdbool.h>
#include <stdint.h>

/* Remember the word of a block that was handed out; it is not 0. False: no room. Keeps errno. */
bool hm_stacks_alive_add(const void *block, uint64_t word);

/* The word of a block that is about to be given back; it is forgotten. 0: not known. */
uint64_t hm_stacks_alive_take(const void *block);

/* Forget all blocks. Only while the process has one thread. */
void hm_stacks_alive_forget(void);

/* Map some tables now, and none from now on. */
void hm_stacks_alive_seal(void);

#endif
