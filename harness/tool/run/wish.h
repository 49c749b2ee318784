/* wish.h -- what the user wants to see of the sites. */
#ifndef HM_RUN_WISH_H
#define HM_RUN_WISH_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "run/report.h"

struct run_old;

struct run_wish {
    size_t top;              /* how many sites to show; 0: none, and the rest is not valid */
    bool order[RUN_ORDERS];  /* the rankings wanted */
    enum run_order first;    /* the one that was named first */
    const char *filter;      /* only stacks with a function or file that has this in its name */
    int program;             /* a descriptor of its file, which may be deleted later; -1: none */
    time_t started;          /* when the program was */
    struct run_old *against; /* a report to compare with; NULL: none */
};

#endif
