/* plan.h -- ladder.txt: which files, groups and rungs make a ladder, and what is said about it.
 *
 * docs/reference/compare.md has the format. Plain data; all strings belong to the plan. */
#ifndef HM_LADDER_PLAN_H
#define HM_LADDER_PLAN_H

#include <stddef.h>

#include "text/strpool.h"

enum ladder_key {
    LADDER_TITLE,     /* TITLE */
    LADDER_WRITTEN,   /* RUN: the ladder as written */
    LADDER_OPTIMISED, /* RUN: the same as the optimiser leaves it */
    LADDER_GO,        /* RUN [| CONFIG KEY to show beside Go's version] */
    LADDER_GROUP,     /* the names of the rungs, without /impl=RUNG */
    LADDER_BASE,      /* RUNG that times are held against */
    LADDER_BECAUSE,   /* RUNG | RUNG that asks for less | why */
    LADDER_TIME,      /* RUNG whose time is told */
    LADDER_PAIRS,     /* GROUP | VARIANT | VARIANT | TITLE: a table with a row for each group */
    LADDER_WHERE,     /* TITLE of the runs elsewhere [| CONFIG KEY [| what a result proves]] */
    LADDER_RUNG,      /* RUNG [| the same in Go]; in the order of the rows */
    LADDER_ELSEWHERE, /* RUN | LABEL: the rungs where they are not in memory */
    LADDER_N_KEYS
};

enum { LADDER_FIELDS = 4 };

struct ladder_line {
    const char *field[LADDER_FIELDS]; /* NULL: not there */
    int number;                       /* of the line in the file; 0: no such line */
};

struct ladder_plan {
    char *path;
    struct text_strpool pool;
    struct ladder_line one[LADDER_N_KEYS]; /* of the keys that are given once */
    struct ladder_line *rungs, *elsewhere;
    size_t n_rungs, rungs_cap, n_elsewhere, elsewhere_cap;
};

/* Read DIR/ladder.txt into a plan that is all zero. Returns NULL, or one line that names the file,
 * the line and what was expected there; owned by the caller. ladder_plan_done() either way. */
char *ladder_plan_read(struct ladder_plan *plan, const char *dir);
void ladder_plan_done(struct ladder_plan *plan);

/* A field of a key that is given once; NULL if it is not there. */
const char *ladder_plan_field(const struct ladder_plan *plan, enum ladder_key key, int field);

#endif
