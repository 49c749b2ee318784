/* heap.h -- what happens to blocks: birth, move and death, and the fate decided at death. */
#ifndef HM_VALGRIND_HEAP_H
#define HM_VALGRIND_HEAP_H

#include "tool.h"

void vg_heap_start(void);

/* Replace the malloc family of the program. */
void vg_heap_replace(void);

/* The thread ends: its blocks that are alive outlive it. */
void vg_heap_thread_ends(ThreadId tid);

#endif
