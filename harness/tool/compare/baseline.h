/* baseline.h -- exact counts that were kept, and the sites that made them: the file of `--save` and
 * `--baseline`, schema heapmark-baseline/1 (docs/reference/compare.md). */
#ifndef HM_COMPARE_BASELINE_H
#define HM_COMPARE_BASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gobench/file.h"
#include "text/strpool.h"

#define COMPARE_BASELINE_SCHEMA "heapmark-baseline/1"

struct compare_kept {
    const char *name, *unit;
    double value;        /* the largest of its runs */
    bool varies;         /* its runs differ */
    bool more;           /* more is better */
    uint64_t operations; /* of all its runs; 0: read from a file */
};

/* Blocks that one line makes in one operation, called from one function. */
struct compare_site {
    const char *file, *function, *caller; /* caller NULL: unknown, or it does not matter */
    unsigned line;
    int64_t allocs;
};

struct compare_baseline {
    struct text_strpool pool;      /* owns the strings */
    struct text_strpool keys;      /* of `kept`, with the same numbers */
    struct text_strpool site_keys; /* of `sites`, until they are divided */
    struct compare_kept *kept;
    size_t n_kept, kept_cap;
    bool has_sites; /* the sites are known, be they none */
    struct compare_site *sites;
    size_t n_sites, sites_cap;
};

/* A baseline that is all zero is empty and ready. */
void compare_baseline_done(struct compare_baseline *b);

/* Take the exact counts of the set: units that a Unit line calls exact, and allocs/op and B/op that
 * none calls otherwise. */
void compare_baseline_take(struct compare_baseline *b, const struct gobench_set *set);

/* Take the sites of a report of `heapmark trace --json` or `heapmark run --json`, made in the same
 * operations as the counts. False after one line on stderr. */
bool compare_baseline_sites(struct compare_baseline *b, const char *path);

/* False after one line on stderr. */
bool compare_baseline_read(struct compare_baseline *b, const char *path);
bool compare_baseline_write(const struct compare_baseline *b, const char *path);

/* NULL: it has none of that name and unit. */
const struct compare_kept *compare_baseline_find(const struct compare_baseline *b, const char *name,
                                                 const char *unit);

#endif
