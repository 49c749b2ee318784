/* keep.h -- barriers against the optimiser, header only.
 *
 * hm_keep(x) makes the compiler believe that x is read by somebody it cannot see, so x must be
 * computed; if x is a pointer, what it points to must be in memory. hm_clobber() makes it believe
 * that all memory may have changed. Neither emits an instruction. */
#ifndef HEAPMARK_KEEP_H
#define HEAPMARK_KEEP_H

#define hm_keep(x)   __asm__ volatile("" : : "g"(x) : "memory")
#define hm_clobber() __asm__ volatile("" : : : "memory")

#endif
