/* ladder.h -- a ladder: ways to do one thing, and what each costs, joined from the files of one
 * directory.
 *
 * Plain data for the writers. Whatever was not measured has n == 0 and its run a reason; nothing is
 * taken for zero. docs/reference/compare.md says which files are read. */
#ifndef HM_LADDER_LADDER_H
#define HM_LADDER_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "gobench/file.h"
#include "ladder/plan.h"
#include "stats/sample.h"

#define LADDER_ALPHA 0.05 /* a p above this may be noise */

struct ladder_figure {
    double *values; /* sorted, in base units; owned */
    size_t *order;  /* only while the files are read: which result each value is from; owned */
    size_t n;       /* 0: not measured */
    struct stats_summary summary;
};

/* X(member, base unit, exact): what one operation costs. */
#define LADDER_COST_LIST(X)                                                                        \
    X(allocs, "allocs/op", true)                                                                   \
    X(bytes, "B/op", true)                                                                         \
    X(go_bytes, "go-B/op", true)                                                                   \
    X(gc_allocs, "gc-allocs/op", false)                                                            \
    X(gc_bytes, "gc-B/op", false)                                                                  \
    X(time, "sec/op", false)

struct ladder_costs {
#define X(member, unit, exact) struct ladder_figure member;
    LADDER_COST_LIST(X)
#undef X
};

struct ladder_run {
    enum ladder_key kind; /* LADDER_WRITTEN, LADDER_OPTIMISED, LADDER_GO or LADDER_ELSEWHERE */
    const char *name;     /* the file is NAME.bench; NULL: the plan names none */
    const char *label;    /* what messages call it */
    bool read;            /* it gave results */
    char *missing;        /* why there are none, or why not all; NULL: all there. Owned */
    struct gobench_set set;
};

enum ladder_part { LADDER_IN_MEMORY, LADDER_REPLIES, LADDER_WIRE, LADDER_OTHER };

struct ladder_rung {
    char *group; /* the name without /impl and -N: "Group", "Group/net=tcp"; owned */
    char *impl;  /* "" if the name has none; owned */
    enum ladder_part part;
    bool own;                             /* a rung of the plan; the others are also measured */
    const char *in_go;                    /* the same in Go; NULL: not said */
    struct ladder_costs c, optimised, go; /* c: as written */
    double ratio; /* time against the base rung of the group; NaN: unknown */
    double p;     /* that this is noise */
    bool holds;   /* neither noise nor the order of measurement explains the difference */
    bool claimed;
    double claim_allocs, claim_bytes;
    char *why; /* owned; NULL: no reason is given */
};

struct ladder {
    struct ladder_plan plan;
    struct ladder_run *runs; /* as written, as optimised, Go, then those elsewhere */
    size_t n_runs;
    const char *base;          /* the rung that ratios are against; borrowed */
    size_t columns;            /* of the terminal that the text is for */
    struct ladder_rung *rungs; /* those of the plan first */
    size_t n, cap;
    char *no_why; /* why the claims and reasons could not be read; NULL: they could. Owned */
    struct gobench_problem *problems;
    size_t n_problems, problems_cap;
    bool failed;
};

/* Read the directory. Without a good ladder.txt there are no rungs, and the problem says why.
 * Never fails as a whole. ladder_free() it. base is borrowed; NULL: the plan's. */
struct ladder *ladder_read(const char *dir, const char *base);
void ladder_free(struct ladder *ladder);

/* NULL if there is none. */
const struct ladder_rung *ladder_find(const struct ladder *ladder, const char *group,
                                      const char *impl);

/* The run of this kind, which is not LADDER_ELSEWHERE. */
const struct ladder_run *ladder_run_of(const struct ladder *ladder, enum ladder_key kind);

/* A config value of a run's first result; NULL if it has none. */
const char *ladder_config(const struct ladder_run *run, const char *key);

/* "measured in part: why" or "not measured: why"; NULL: all there. Owned. */
char *ladder_run_missing(const struct ladder_run *run);

/* True if this is the first rung of its part with its group. */
bool ladder_starts_group(const struct ladder *ladder, size_t i, enum ladder_part part);

/* The name of the runs elsewhere, with its version if they tell it: "Real Redis 7.0.15". Owned. */
char *ladder_where(const struct ladder *ladder);

/* True if a claim was made and what was measured is something else. */
bool ladder_rung_breaks_claim(const struct ladder_rung *rung);

/* True if the twin ran earlier and elsewhere: its counts hold here, its times do not. */
bool ladder_go_is_recorded(const struct ladder *ladder);

/* True if the times of most rungs in memory vary so much that comparing them says nothing. */
bool ladder_is_busy(const struct ladder *ladder);

/* "go1.26.8 linux/amd64, live", or "not measured: why". Returned owned. */
char *ladder_go(const struct ladder *ladder);

/* What was found, in up to three sentences computed from the data; each is owned by the caller.
 * Returns how many there are. */
enum { LADDER_FINDINGS = 3 };
size_t ladder_findings(const struct ladder *ladder, char *findings[LADDER_FINDINGS]);

typedef void ladder_writer(FILE *to, const struct ladder *ladder);
ladder_writer ladder_text, ladder_markdown, ladder_json, ladder_html, ladder_svg;

/* The columns of a table of rungs, in the order in which they stand. */
enum ladder_column {
    LADDER_COL_NAME,
    LADDER_COL_IN_GO,
    LADDER_COL_ALLOCS,
    LADDER_COL_BYTES,
    LADDER_COL_BAR, /* of the blocks, in a terminal with room for it */
    LADDER_COL_GO_BYTES,
    LADDER_COL_NS,
    LADDER_COL_SPREAD,
    LADDER_COL_RATIO,
    LADDER_COL_NOISE,
    LADDER_COL_OPTIMISED,
    LADDER_COL_GO,
    LADDER_COL_GO_NS,
    LADDER_COL_WHY,
    LADDER_N_COLUMNS
};

/* The head of a column; "" for one that belongs to the column before it. */
const char *ladder_column_head(enum ladder_column column);

/* True if its cells are text, aligned to the left. */
bool ladder_column_is_text(enum ladder_column column);

/* A cell of any column but LADDER_COL_WHY: "-" for what was not measured. Owned. */
char *ladder_cell(enum ladder_column column, const struct ladder_rung *rung);

/* A count as people read it: a whole one with all its digits, a mean with a few. */
struct ladder_number {
    char text[32];
};
struct ladder_number ladder_number(double x);

/* "1/32" and "155.9"; "-" for what was not measured. Owned. */
char *ladder_costs_pair(const struct ladder_costs *costs);
char *ladder_figure_ns(const struct ladder_figure *figure);

/* Why a rung costs that, the collector's share, a claim that does not hold. Owned. */
char *ladder_rung_remark(const struct ladder *ladder, const struct ladder_rung *rung);

#endif
