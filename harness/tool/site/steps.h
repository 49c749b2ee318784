/* steps.h -- the events of two traced runs, put in step: what a reader walks through. */
#ifndef HM_SITE_STEPS_H
#define HM_SITE_STEPS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { SITE_STEPS_MAX = 2000 }; /* events of one side; a longer run is cut there */

enum site_event_kind { SITE_ENTER, SITE_LEAVE, SITE_ALLOC, SITE_REALLOC, SITE_FREE };

struct site_event {
    enum site_event_kind kind;
    unsigned activation, thread, block;
    unsigned depth;       /* of the activation: 0 is the outermost of its thread */
    const char *function; /* of the activation; borrowed from the trace; never NULL */
    json_int_t size;
    size_t step; /* at which step it happens, from 1 */
};

struct site_side {
    const char *name; /* borrowed */
    struct site_event *events;
    size_t n, cap;
    bool cut;
};

struct site_steps {
    struct site_side sides[2];
    size_t n_sides, n; /* sides that have events; steps */
};

/* The events of the traces, either of which may be NULL. The traces must outlive *steps. False: no
 * events to show. */
bool site_steps_join(struct site_steps *steps, const json_t *boxed, const json_t *stack);
void site_steps_done(struct site_steps *steps);

/* The figure: a timeline for each side, which needs no script, and the data to step through. */
void site_steps_write(FILE *to, const struct site_steps *steps);

/* The timeline of one side as SVG. */
void site_steps_timeline(FILE *to, const struct site_steps *steps, size_t side);

#endif
