/* trace_parts.h -- arrays that grow while a report is put together; for trace_read.c and its kin.
 */
#ifndef HM_TRACE_PARTS_H
#define HM_TRACE_PARTS_H

#include "verdict/read.h"

#define HM__LIST(type)                                                                             \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, room;                                                                        \
    }

/* Room for one more at the end, zeroed; NULL: no memory. */
#define HM__APPEND(list)                                                                           \
    (hm__grow((void **)&(list)->at, &(list)->room, (list)->count, sizeof *(list)->at)              \
         ? &(list)->at[(list)->count++]                                                            \
         : NULL)

bool hm__grow(void **at, size_t *room, size_t count, size_t size);

/* Most blocks alive at once that ended one way, of those made by one chain up to their home. */
struct hm__path_live {
    size_t end;    /* index */
    uint64_t home; /* pc of this copy of it */
    uint64_t path, live;
};

/* A site while it is gathered from several raw ones. */
struct hm__draft {
    struct hm__trace_site site;
    HM__LIST(struct hm__end) ends;
    HM__LIST(struct hm__caller) callers;
    HM__LIST(struct hm__path_live) paths;
    char advice[200];
};

/* What a raw site turned out to be. */
struct hm__known_site {
    struct hm__draft *draft; /* NULL: left out by --op */
    unsigned shift;          /* wrapper frames taken away */
};

struct hm__reading_parts {
    HM__LIST(struct hm__draft *) drafts;
    HM__LIST(struct hm__trace_site) sites;
    HM__LIST(struct hm__home) homes;
    HM__LIST(struct hm__trace_event) events;
    struct hm__known_site *known; /* by raw site */
    struct hm__raw raw;
    void *by_place; /* search tree of drafts */
};

/* NULL counts as "". Both order as strcmp() does. */
int hm__by_name(const char *a, const char *b);
int hm__at_order(const struct hm__at *a, const struct hm__at *b);

/* The end of that kind, made if it is new; NULL: no memory. */
struct hm__end *hm__end_of(struct hm__draft *d, enum hm__end_kind kind, unsigned depth,
                           const char *home, const char *why);

/* The positions of the instruction before `address`, as hm__symbols_at() has them. */
const struct hm__symbol *hm__spots(const struct hm__trace_reading *r, uint64_t address,
                                   size_t *count);

/* The innermost of them. */
struct hm__at hm__spot_at(const struct hm__trace_reading *r, uint64_t address);

/* The function of a frame, and the position in it of the call that made `inner` (NULL: unknown). */
const char *hm__frame_function(const struct hm__trace_reading *r,
                               const struct hm__raw_frame *frame);
struct hm__at hm__frame_call(const struct hm__trace_reading *r, const struct hm__raw_frame *inner,
                             const struct hm__raw_frame *frame);

/* The position of return address `ra` in the function of `frame`. */
struct hm__at hm__call_in(const struct hm__trace_reading *r, uint64_t ra,
                          const struct hm__raw_frame *frame);

/* Fill in what a raw site says about where it is. */
struct hm__placed {
    struct hm__at at;
    const char *allocator, *inner;
    unsigned shift;
    bool outside, harness, in_op;
    bool op_unknown; /* not in_op, but the chain was cut before it could show */
};
struct hm__placed hm__place_site(const struct hm__trace_reading *r, const struct hm__raw_site *raw,
                                 const struct hm__trace_options *options);

int hm__read_fates(struct hm__trace_reading *r);
int hm__read_events(struct hm__trace_reading *r);

/* Sort and sum what was gathered. */
int hm__finish_report(struct hm__trace_reading *r);

#endif
