/* keep.h -- barriers against the optimiser, header only.
 *
 * hm_keep(x): the compiler must assume that x is read by code it cannot see. So x must be computed,
 * and if x is a pointer, what it points to must be in memory. hm_clobber(): the compiler must
 * assume that all memory may have changed. Neither emits an instruction. */
#ifndef HEAPMARK_KEEP_H
#define HEAPMARK_KEEP_H

#define hm_keep(x)   __asm__ volatile("" : : "g"(x) : "memory")
#define hm_clobber() __asm__ volatile("" : : : "memory")

#endif
