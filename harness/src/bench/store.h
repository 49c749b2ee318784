/* store.h -- the runner's own memory, which the counting malloc never sees.
 *
 * What is measured is process-wide, so the runner must not call malloc while a window is open, and
 * a report must not disturb the heap under study. Memory comes from mmap, zeroed, 16-byte aligned,
 * and is given back all at once. Functions return NULL when there is no more;
 * hm_bench_store_ran_out() stays true from then on, so that a caller deep inside may simply do
 * without and the runner notices. Belongs to one thread. */
#ifndef HM_BENCH_STORE_H
#define HM_BENCH_STORE_H

#include <stdbool.h>
#include <stddef.h>

struct hm_bench_store {
    struct hm_bench_store_chunk *chunk;
    bool ran_out;
};

void *hm_bench_store_take(struct hm_bench_store *store, size_t size);

/* A larger copy of the `size` bytes at `from`; the old bytes stay as they are. */
void *hm_bench_store_grow(struct hm_bench_store *store, const void *from, size_t size,
                          size_t larger);

char *hm_bench_store_format(struct hm_bench_store *store, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

bool hm_bench_store_ran_out(const struct hm_bench_store *store);
void hm_bench_store_release(struct hm_bench_store *store);

#endif
