/* name.h -- names of benchmarks: printable, without white space, and unique. Names live in the
 * store. */
#ifndef HM_BENCH_NAME_H
#define HM_BENCH_NAME_H

#include <stddef.h>

#include "bench/store.h"

/* name with every Unicode space replaced by `_` and what is not printable by its Go escape (\x01,
 * \u200b). '/' stays. NULL if the store ran out. */
char *hm_bench_rewrite_name(struct hm_bench_store *store, const char *name);

/* The names given out so far; zero-initialise. */
struct hm_bench_names {
    struct hm_bench_name_count *list;
};

/* parent/name (parent NULL: just name), or with #01, #02 ... appended when it was given out before;
 * an empty name becomes #00. NULL if the store ran out. */
char *hm_bench_unique_name(struct hm_bench_names *names, struct hm_bench_store *store,
                           const char *parent, const char *name);

#endif
