/* findings.h -- what was judged: each limit, and each count against the baseline. */
#ifndef HM_COMPARE_FINDINGS_H
#define HM_COMPARE_FINDINGS_H

#include <stdio.h>

#include "compare/limit.h"
#include "compare/ratchet.h"
#include "formats/junit.h"

struct compare_findings {
    int status;                   /* the worst: HM_EXIT_USAGE over HM_EXIT_NO over HM_EXIT_OK */
    struct formats_check *checks; /* one for each limit, then one for each count */
    size_t n_checks, checks_cap;
    size_t n_limits;                       /* of them */
    const struct compare_ratchet *ratchet; /* borrowed; NULL: there is no baseline */
    const char *baseline;                  /* its file; borrowed */
};

/* Findings that are all zero are empty and ready. */
void compare_findings_done(struct compare_findings *f);

void compare_findings_limit(struct compare_findings *f, const struct compare_limit *limit,
                            const struct compare_joined *joined);
void compare_findings_ratchet(struct compare_findings *f, const struct compare_ratchet *ratchet,
                              const char *baseline);

/* What does not hold, a line each. */
void compare_findings_say(FILE *to, const struct compare_findings *f);

/* All of it as JUnit XML; what does not hold as sections of a Markdown document. */
void compare_findings_junit(FILE *to, const struct compare_findings *f);
void compare_findings_markdown(FILE *to, const struct compare_findings *f);

#endif
