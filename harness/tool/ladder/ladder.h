/* ladder.h -- the ladder of `make compare`: what each way to say SET C 1 costs, joined from the
 * files of one directory.
 *
 * Plain data for the writers. Whatever was not measured has n == 0 and its source a reason; nothing
 * is taken for zero. docs/reference/compare.md says which files are read. */
#ifndef HM_LADDER_LADDER_H
#define HM_LADDER_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "gobench/file.h"
#include "stats/sample.h"

struct ladder_figure {
    double *values; /* sorted, in base units; owned */
    size_t n;       /* 0: not measured */
    struct stats_summary summary;
};

/* X(member, base unit, exact): what one operation costs. */
#define HM_COST_LIST(X)                                                                            \
    X(allocs, "allocs/op", true)                                                                   \
    X(bytes, "B/op", true)                                                                         \
    X(go_bytes, "go-B/op", true)                                                                   \
    X(gc_allocs, "gc-allocs/op", false)                                                            \
    X(gc_bytes, "gc-B/op", false)                                                                  \
    X(time, "sec/op", false)

struct ladder_costs {
#define X(member, unit, exact) struct ladder_figure member;
    HM_COST_LIST(X)
#undef X
};

enum ladder_source {
    LADDER_WRITTEN,
    LADDER_OPTIMISED,
    LADDER_GO,
    LADDER_TCP,
    LADDER_UNIX,
    LADDER_N_SOURCES
};

struct ladder_input {
    const char *name; /* the file is NAME.bench; static */
    bool read;        /* it gave results */
    char *missing;    /* why there are none, or why not all; NULL: all there. Owned */
    struct gobench_set set;
};

enum ladder_part { LADDER_IN_MEMORY, LADDER_REPLIES, LADDER_WIRE, LADDER_OTHER };

struct ladder_rung {
    char *
        group; /* the name without /impl and -N: "SetC1", "SetC1/net=tcp", "Reply/type=ok"; owned */
    char *impl; /* "" if the name has none; owned */
    enum ladder_part part;
    enum ladder_source from;              /* of `c` */
    struct ladder_costs c, optimised, go; /* c: as written */
    double ratio; /* time against the base rung of the group; NaN: unknown */
    double p;     /* that this is noise */
    bool claimed;
    double claim_allocs, claim_bytes;
    char *why; /* owned; NULL: nobody said */
};

struct ladder {
    struct ladder_input inputs[LADDER_N_SOURCES];
    const char *base; /* the rung that ratios are against; borrowed */
    struct ladder_rung *rungs;
    size_t n, cap;
    char *no_why; /* why the claims and reasons could not be read; NULL: they could. Owned */
    struct gobench_problem *problems;
    size_t n_problems, problems_cap;
    bool failed;
};

/* Read the directory; never fails as a whole. ladder_free() it. base is borrowed. */
struct ladder *ladder_read(const char *dir, const char *base);
void ladder_free(struct ladder *ladder);

/* NULL if there is none. */
const struct ladder_rung *ladder_find(const struct ladder *ladder, const char *group,
                                      const char *impl);

/* A config value of an input's first result; NULL if it has none. */
const char *ladder_config(const struct ladder *ladder, enum ladder_source source, const char *key);

/* True if a claim was made and what was measured is something else. */
bool ladder_rung_breaks_claim(const struct ladder_rung *rung);

/* True if the twin ran earlier and elsewhere: its counts hold here, its times do not. */
bool ladder_go_is_recorded(const struct ladder *ladder);

/* "go1.26.8 linux/amd64, live", or "not measured: why". Returned owned. */
char *ladder_go(const struct ladder *ladder);

/* What was found, in three sentences computed from the data; each is owned by the caller. */
enum { LADDER_FINDINGS = 3 };
void ladder_findings(const struct ladder *ladder, char *findings[LADDER_FINDINGS]);

typedef void ladder_writer(FILE *to, const struct ladder *ladder);
ladder_writer ladder_text, ladder_markdown, ladder_json;

/* Cells that the writers share. "-" for what was not measured. */
void ladder_figure_count(char *out, size_t size,
                         const struct ladder_figure *figure); /* "3", "235 (231..240)" */
void ladder_figure_ns(char *out, size_t size, const struct ladder_figure *figure);     /* "155.9" */
void ladder_figure_spread(char *out, size_t size, const struct ladder_figure *figure); /* "± 3%" */
void ladder_costs_pair(char *out, size_t size, const struct ladder_costs *costs);      /* "1/32" */
void ladder_rung_ratio(char *out, size_t size, const struct ladder_rung *rung);        /* "1.58" */
bool ladder_rung_is_noise(const struct ladder_rung *rung); /* the ratio may be chance, p > 0.05 */

/* What is to be said below a rung: why it costs that, the collector's share, a claim that does not
 * hold. Owned. */
char *ladder_rung_remark(const struct ladder *ladder, const struct ladder_rung *rung);

/* A heading for a group on the wire: "over tcp, 64 in flight". Owned. */
char *ladder_group_title(const char *group);

#endif
