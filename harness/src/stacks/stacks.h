/* stacks.h -- the table of call stacks that allocate, with blocks and bytes: one site per stack.
 *
 * The table lies in memory that the launcher shares (count/totals.h), so it survives the process.
 * An observer of the malloc family fills it, without locks: an entry of the index is one word,
 * published when what it refers to is complete. So a thread, a signal handler and the launcher see
 * either nothing or all of it.
 *
 * Whether frame pointers can be trusted is decided per stack. When a chain of return addresses is
 * seen for the first time, the unwind tables are read as well. If both agree, that chain is right
 * whenever it is seen again, because whether a function keeps a frame pointer at a given return
 * address is a property of its code. If they differ, the unwind tables are read every time. */
#ifndef HM_STACKS_STACKS_H
#define HM_STACKS_STACKS_H

#include "stacks/table.h"

/* Observe the malloc family from now on and record into *table, which is borrowed, all zeros at
 * first, and stays mapped. depth: frames to keep, at most HM_STACKS_DEPTH. Call it before threads
 * start. */
void hm_stacks_start(struct hm_stacks *table, unsigned depth);

/* hm_stacks_start() if the ledger asks for sites. Called when the preload library starts, and again
 * in the child of a fork. */
void hm_stacks_attach(void);

/* The program is about to forbid itself system calls: read now what needs them, and open and map
 * nothing later. Does nothing without a table of stacks. */
void hm_stacks_seal(void);

/* A library may have been unloaded: stacks through it are not found by their addresses any more,
 * but are the same sites when it is loaded again in the same place. */
void hm_stacks_unloaded(void);

#endif
