/* ratchet.h -- exact counts held against a baseline, up and down, and the lines that changed. */
#ifndef HM_COMPARE_RATCHET_H
#define HM_COMPARE_RATCHET_H

#include <stdio.h>

#include "compare/baseline.h"

enum compare_ratchet_kind {
    COMPARE_RATCHET_SAME,
    COMPARE_RATCHET_WORSE,
    COMPARE_RATCHET_BETTER,
    COMPARE_RATCHET_NEW,  /* not in the baseline */
    COMPARE_RATCHET_GONE, /* not measured now */
    COMPARE_RATCHET_KINDS
};

struct compare_ratchet_row {
    enum compare_ratchet_kind kind;
    const char *name, *unit;
    double before, now; /* valid where it was measured */
    bool varies;
};

/* One line makes so many blocks more in an operation, or fewer. */
struct compare_site_change {
    const struct compare_site *site;
    int64_t more;
};

struct compare_ratchet {
    struct compare_ratchet_row *rows; /* as in the results; those that are gone last */
    size_t n_rows, rows_cap;
    size_t with[COMPARE_RATCHET_KINDS];
    bool sites_known;
    struct compare_site_change *changes;
    size_t n_changes, changes_cap;
};

/* Both baselines must live as long. compare_ratchet_done() it. */
void compare_ratchet_make(struct compare_ratchet *r, const struct compare_baseline *before,
                          const struct compare_baseline *now);
void compare_ratchet_done(struct compare_ratchet *r);

/* HM_EXIT_NO if a count is worse, HM_EXIT_USAGE if one was not measured, HM_EXIT_OK. */
int compare_ratchet_status(const struct compare_ratchet *r);

/* "Set/impl=stack went from 0 to 1 allocs/op". Owned. */
char *compare_ratchet_text(const struct compare_ratchet_row *row);

/* "+1 alloc/op at box.c:21 from set_boxed". Owned. */
char *compare_site_change_text(const struct compare_site_change *change);

/* One line for each count that is not the same, and for each site that made it so; and one that
 * says so if nothing is worse and everything was measured. */
void compare_ratchet_say(FILE *to, const struct compare_ratchet *r, const char *baseline);

/* The same as a section of a Markdown document. */
void compare_ratchet_markdown(FILE *to, const struct compare_ratchet *r);

#endif
