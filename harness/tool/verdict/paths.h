/* paths.h -- the blocks of a run by calling path and end: one entry for each pair, for writers
 * whose viewers draw call trees. */
#ifndef HM_VERDICT_PATHS_H
#define HM_VERDICT_PATHS_H

#include "verdict/read.h"

struct verdict_draft;

/* Blocks of one site that were made through one chain of callers and ended the same way. */
struct verdict_path {
    struct verdict_at at; /* of the site */
    const char *allocator;
    const struct verdict_at *callers; /* innermost first */
    size_t caller_count;
    bool cut;                            /* there were more callers */
    unsigned left_out_min, left_out_max; /* as in struct verdict_caller */
    enum verdict_end_kind kind;
    unsigned depth, depth_more, depth_key; /* as in struct verdict_end */
    const char *home;
    enum verdict_unknown why;
    uint64_t blocks, bytes;
    /* Where paths->timed: of the events of the run. */
    uint64_t lifetime;                /* sum over the blocks; those not freed live to the end */
    uint64_t max_blocks, max_bytes;   /* alive when the bytes of this path were most */
    uint64_t peak_blocks, peak_bytes; /* alive when the bytes of all paths were most */
    uint64_t end_blocks, end_bytes;
};

/* How a raw site was reached. Several raw sites may be one place in the source, reached in the same
 * way: their paths are those of the first of them. */
struct verdict_chain {
    uint32_t site, first; /* of the raw site; of the first one like it */
    const struct verdict_draft *draft;
    struct verdict_at *callers; /* owned; innermost first */
    size_t count;
    bool cut;
    unsigned left_out_min, left_out_max; /* of all like it, in the first one */
    size_t path;                         /* of the first one: its first path, index + 1; 0: none */
};

struct verdict_paths {
    struct verdict_path *at;
    size_t count;
    bool timed;            /* the events of the whole run were kept, and agree with the ends */
    uint64_t end, peak_at; /* events */
    struct verdict_chain *chains; /* by raw site; owned */
    size_t site_count;
    size_t *next; /* by path: the next one of the same chain, index + 1; 0 ends the list */
};

/* From what was read; the reading must live as long. False: no memory. Release it with
 * verdict_paths_done() in either case. */
bool verdict_paths_make(struct verdict_paths *paths, const struct verdict_reading *reading);
void verdict_paths_done(struct verdict_paths *paths);

/* The first path of a raw site, index + 1; 0: none. */
static inline size_t verdict_paths_first(const struct verdict_paths *paths, size_t site)
{
    return paths->chains[paths->chains[site].first].path;
}

/* Where among the callers those frames are that were left out: behind the longest recursion. */
size_t verdict_left_out_at(const struct verdict_at *callers, size_t count);

/* For verdict_paths_make(): fill in what the events tell. False: no memory. */
bool verdict_paths_time(struct verdict_paths *paths, const struct verdict_reading *reading);

/* "outlives make: lives in op, 1 frame up". Returns text. */
char *verdict_path_text(const struct verdict_path *path, char *text, size_t size);

#endif
