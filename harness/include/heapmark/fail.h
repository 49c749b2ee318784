/* fail.h -- make an allocation fail on purpose, to see that the code survives it.
 *
 *     for (uint64_t n = 1;; n++) {
 *         hm_fail_at(n);
 *         bool worked = code_under_test();      // must report, leak nothing, and not crash
 *         if (hm_fail_disarm())                 // never reached: there were fewer than n requests
 *             break;
 *     }
 *
 * The environment variable HEAPMARK_FAIL_AT=n arms the same thing at the first allocation of a
 * program that is linked with heapmark's malloc or runs under its preload library. */
#ifndef HEAPMARK_FAIL_H
#define HEAPMARK_FAIL_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The n-th request for memory from now (n >= 1; by any thread; a realloc of a live block is one)
 * fails as the standard of the function says: it returns NULL and sets errno to ENOMEM, or it
 * returns ENOMEM; realloc leaves the old block alone. After that one failure requests succeed
 * again. n == 0 disarms. Thread-safe, async-signal-safe. Has an effect only where hm_counting() is
 * true. */
void hm_fail_at(uint64_t n);

/* Disarm. True if the failure was still to come; false if it happened, or if none was armed.
 * Thread-safe, async-signal-safe. */
bool hm_fail_disarm(void);

#ifdef __cplusplus
}
#endif
#endif
