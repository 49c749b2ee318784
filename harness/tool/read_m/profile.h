/* profile.h -- what a memory profile counted on each line that the messages of -m are about.
 *
 * A block belongs to the innermost line of its stack whose source is one of those files. Whether
 * that line made it itself (or a function inlined there did), or something that it called, is told
 * apart. Strings are in the profile's own pool. Not thread-safe. */
#ifndef HM_READ_M_PROFILE_H
#define HM_READ_M_PROFILE_H

#include "go_m/go_m.h"
#include "gobench/file.h"
#include "pprof/pprof.h"

struct read_m_op {       /* a benchmark that is in the profile */
    const char *name;    /* without the word Benchmark; "" for blocks that no benchmark made */
    const char *package; /* import path */
    int64_t blocks;
    double count;  /* how many ops the profile holds; 0: not known */
    bool about;    /* the count is derived from allocs/op */
    double allocs; /* allocs/op of the benchmark text; 0: none, or not known */
};

struct read_m_line {  /* a line, in one benchmark */
    const char *file; /* as -m names it */
    const char *function;
    unsigned line;
    size_t op; /* which */
    int64_t blocks, bytes;
    int64_t called;     /* of the blocks: made by something that the line calls */
    const char *callee; /* what it calls for most of those, NULL: nothing */
    int64_t most;       /* blocks of that callee */
    int64_t inlined;    /* not of the blocks: made on a line of a function that is inlined here */
};

struct read_m_profile {
    struct text_strpool pool, keys, op_keys, seen;
    struct read_m_op *ops;
    size_t n_ops, ops_cap;
    struct read_m_line *lines; /* by place, once finished */
    size_t n_lines, lines_cap;
    struct read_m_source { /* files that -m speaks of */
        const char *file, *package;
    } * sources;
    size_t n_sources, sources_cap;
    const struct read_m_source **seen_source; /* for each string in `seen` */
    size_t n_seen, seen_cap;
    int64_t blocks, outside; /* all; those without a line in the sources */
    int64_t rate;            /* 1: each block was recorded */
};

/* A profile that is all zero is empty and ready. */
void read_m_profile_done(struct read_m_profile *p);

/* Add the blocks of `from`, times `sign`. op: the benchmark that ran, NULL if the stacks tell. The
 * set must be finished. */
void read_m_profile_add(struct read_m_profile *p, const struct go_m_set *set,
                        const struct pprof_profile *from, int sign, const char *op);

/* How many ops the blocks added under that name are. */
void read_m_profile_set_ops(struct read_m_profile *p, const char *op, double count);

/* Order the lines, and learn from the benchmark text (may be NULL) how many ops there were. */
void read_m_profile_finish(struct read_m_profile *p, const struct gobench_set *bench);

/* Lines at FILE:LINE, one for each benchmark; *n says how many. */
const struct read_m_line *read_m_profile_at(const struct read_m_profile *p, const char *file,
                                            unsigned line, size_t *n);

/* Blocks per op if the number of ops is known, else all blocks; how much the line counts. */
double read_m_profile_weight(const struct read_m_profile *p, const struct read_m_line *line);

#endif
