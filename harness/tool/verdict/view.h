/* view.h -- which sites a text report shows, and in which order. */
#ifndef HM_VERDICT_VIEW_H
#define HM_VERDICT_VIEW_H

#include "verdict/report.h"

struct verdict_sum {
    size_t sites;
    uint64_t blocks, bytes;
    uint64_t stackable, stackable_bytes; /* could have lived on a stack */
};

struct verdict_view {
    const struct verdict_site **site; /* shown, in order; for the caller to free() */
    size_t count;
    struct verdict_sum rest; /* the program's other sites */
};

/* Blocks of the site that could have lived on a stack, or their bytes. */
uint64_t verdict_stackable(const struct verdict_site *site, bool bytes);

/* As report->look says. False: no memory. */
bool verdict_view_make(struct verdict_view *view, const struct verdict_report *report);

#endif
