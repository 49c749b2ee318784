/* ladder.h -- the ladder of `make compare`: what each way to say SET C 1 costs, joined from the
 * files of one directory.
 *
 * Plain data for the writers. Whatever was not measured has n == 0 and its source a reason; nothing
 * is taken for zero. docs/reference/compare.md says which files are read. */
#ifndef HM_LADDER_H
#define HM_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "gobench/file.h"
#include "stats/sample.h"

struct hm__figure {
    double *values; /* sorted, in base units; owned */
    size_t n;       /* 0: not measured */
    struct hm__summary summary;
};

/* X(member, base unit, exact): what one operation costs. */
#define HM_COST_LIST(X)                                                                            \
    X(allocs, "allocs/op", true)                                                                   \
    X(bytes, "B/op", true)                                                                         \
    X(go_bytes, "go-B/op", true)                                                                   \
    X(gc_allocs, "gc-allocs/op", false)                                                            \
    X(gc_bytes, "gc-B/op", false)                                                                  \
    X(time, "sec/op", false)

struct hm__costs {
#define X(member, unit, exact) struct hm__figure member;
    HM_COST_LIST(X)
#undef X
};

enum hm__source { HM__WRITTEN, HM__OPTIMISED, HM__GO, HM__TCP, HM__UNIX, HM__N_SOURCES };

struct hm__input {
    const char *name; /* the file is NAME.bench; static */
    bool read;        /* it gave results */
    char *missing;    /* why there are none, or why not all; NULL: all there. Owned */
    struct hm__benchset set;
};

enum hm__part { HM__IN_MEMORY, HM__REPLIES, HM__WIRE, HM__OTHER };

struct hm__rung {
    char *
        group; /* the name without /impl and -N: "SetC1", "SetC1/net=tcp", "Reply/type=ok"; owned */
    char *impl; /* "" if the name has none; owned */
    enum hm__part part;
    enum hm__source from;              /* of `c` */
    struct hm__costs c, optimised, go; /* c: as written */
    double ratio;                      /* time against the base rung of the group; NaN: unknown */
    double p;                          /* that this is noise */
    bool claimed;
    double claim_allocs, claim_bytes;
    char *why; /* owned; NULL: nobody said */
};

struct hm__ladder {
    struct hm__input inputs[HM__N_SOURCES];
    const char *base; /* the rung that ratios are against; borrowed */
    struct hm__rung *rungs;
    size_t n, cap;
    char *no_why; /* why the claims and reasons could not be read; NULL: they could. Owned */
    struct hm__problem *problems;
    size_t n_problems, problems_cap;
    bool failed;
};

/* Read the directory; never fails as a whole. hm__ladder_free() it. base is borrowed. */
struct hm__ladder *hm__ladder_read(const char *dir, const char *base);
void hm__ladder_free(struct hm__ladder *ladder);

/* NULL if there is none. */
const struct hm__rung *hm__ladder_find(const struct hm__ladder *ladder, const char *group,
                                       const char *impl);

/* A config value of an input's first result; NULL if it has none. */
const char *hm__ladder_config(const struct hm__ladder *ladder, enum hm__source source,
                              const char *key);

/* True if a claim was made and what was measured is something else. */
bool hm__rung_breaks_claim(const struct hm__rung *rung);

/* True if the twin ran earlier and elsewhere: its counts hold here, its times do not. */
bool hm__ladder_go_is_recorded(const struct hm__ladder *ladder);

/* "go1.26.8 linux/amd64, live", or "not measured: why". Returned owned. */
char *hm__ladder_go(const struct hm__ladder *ladder);

/* What was found, in three sentences computed from the data; each is owned by the caller. */
enum { HM__FINDINGS = 3 };
void hm__ladder_findings(const struct hm__ladder *ladder, char *findings[HM__FINDINGS]);

typedef void hm__ladder_writer(FILE *to, const struct hm__ladder *ladder);
hm__ladder_writer hm__ladder_text, hm__ladder_markdown, hm__ladder_json;

/* Cells that the writers share. "-" for what was not measured. */
void hm__figure_count(char *out, size_t size,
                      const struct hm__figure *figure); /* "3", "235 (231..240)" */
void hm__figure_ns(char *out, size_t size, const struct hm__figure *figure);     /* "155.9" */
void hm__figure_spread(char *out, size_t size, const struct hm__figure *figure); /* "± 3%" */
void hm__costs_pair(char *out, size_t size, const struct hm__costs *costs);      /* "1/32" */
void hm__rung_ratio(char *out, size_t size, const struct hm__rung *rung);        /* "1.58" */
bool hm__rung_is_noise(const struct hm__rung *rung); /* the ratio may be chance, p > 0.05 */

/* What is to be said below a rung: why it costs that, the collector's share, a claim that does not
 * hold. Owned. */
char *hm__rung_remark(const struct hm__ladder *ladder, const struct hm__rung *rung);

/* A heading for a group on the wire: "over tcp, 64 in flight". Owned. */
char *hm__group_title(const char *group);

#endif
