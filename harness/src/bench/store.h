/* store.h -- the runner's own memory, an arena that does not use malloc.
 *
 * Counting is process-wide, so the runner must not call malloc while a window is open, and a report
 * must not change the heap that is measured. Memory comes from mmap, zeroed, aligned to 16 bytes,
 * and is given back all at once. Functions return NULL when there is no more. From then on
 * hm_bench_store_ran_out() stays true, so that a caller deep inside may go on without the memory
 * and the runner notices at the end. Belongs to one thread. */
#ifndef HM_BENCH_STORE_H
#define HM_BENCH_STORE_H

#include <stdbool.h>
#include <stddef.h>

struct hm_bench_store {
    struct hm_bench_store_chunk *chunk;
    bool ran_out;
};

/* Zeroed bytes. */
void *hm_bench_store_take(struct hm_bench_store *store, size_t size);

/* A larger copy of the `size` bytes at `from`; the old bytes stay as they are. */
void *hm_bench_store_grow(struct hm_bench_store *store, const void *from, size_t size,
                          size_t larger);

/* A string made as by printf(). */
char *hm_bench_store_format(struct hm_bench_store *store, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

bool hm_bench_store_ran_out(const struct hm_bench_store *store);

/* Give all of it back. */
void hm_bench_store_release(struct hm_bench_store *store);

#endif
