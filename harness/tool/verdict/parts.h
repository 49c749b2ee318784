/* parts.h -- what a report is put together from; for the files of this room that read a trace. */
#ifndef HM_VERDICT_PARTS_H
#define HM_VERDICT_PARTS_H

#include "verdict/frames.h"
#include "verdict/machine.h"
#include "verdict/read.h"

#define VERDICT_LIST(type)                                                                         \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, room;                                                                        \
    }

/* Room for one more at the end, zeroed; NULL: no memory. */
#define VERDICT_APPEND(list)                                                                       \
    (verdict_grow((void **)&(list)->at, &(list)->room, (list)->count, sizeof *(list)->at)          \
         ? &(list)->at[(list)->count++]                                                            \
         : NULL)

bool verdict_grow(void **at, size_t *room, size_t count, size_t size);

/* A home of blocks of one site: a function, or one of its inlined copies. */
struct verdict_home_copy {
    uint64_t pc;
    const char *function;
    uint64_t live; /* most blocks alive at once in one activation; an upper bound */
};

/* A site while it is gathered from several raw ones. */
struct verdict_draft {
    struct verdict_site site;
    VERDICT_LIST(struct verdict_end) ends;
    VERDICT_LIST(struct verdict_caller) callers;
    VERDICT_LIST(struct verdict_home_copy) copies;
    VERDICT_LIST(uint32_t) groups; /* that its blocks are in, without repetition */
    char advice[240];
};

/* What a raw site turned out to be. */
struct verdict_known_site {
    struct verdict_draft *draft; /* NULL: left out by --op */
    unsigned shift;              /* wrapper frames taken away */
    size_t caller;               /* index of its chain in the draft, until chains are joined */
};

struct verdict_reading_parts {
    VERDICT_LIST(struct verdict_draft *) drafts;
    VERDICT_LIST(struct verdict_site) sites;
    VERDICT_LIST(struct verdict_home) homes;
    VERDICT_LIST(struct verdict_event) events;
    struct verdict_known_site *known; /* by raw site */
    struct hm_tracer_raw raw;
    struct verdict_frames *frames;  /* by raw site */
    struct verdict_machine machine; /* what raw points to, if is_machine */
    bool is_machine;
    void *by_place;  /* search tree of drafts */
    void *functions; /* search tree of what is known of functions that may be wrappers; owned */
    VERDICT_LIST(const char *) wrappers; /* that were looked through */
    const struct verdict_options *options;
};

/* NULL counts as "". Both order as strcmp() does. */
int verdict_by_name(const char *a, const char *b);
int verdict_at_order(const struct verdict_at *a, const struct verdict_at *b);
/* The larger number first. */
int verdict_falling(uint64_t a, uint64_t b);

struct verdict_ended;

/* The end of that kind, made if it is new; NULL: no memory. */
struct verdict_end *verdict_end_of(struct verdict_draft *d, const struct verdict_ended *as);

/* Let the range of depths that starts at *depth cover another one. */
void verdict_cover(unsigned *depth, unsigned *more, unsigned other, unsigned other_more);

/* The positions of the instruction before `address`, as symbols_at() has them. */
const struct symbols_symbol *verdict_spots(const struct verdict_reading *r, uint64_t address,
                                           size_t *count);

/* The name of the file around return address `address`, without its folder, and an address within
 * the call as that file counts. NULL: no file, and the address as it is. */
const char *verdict_binary_at(const struct verdict_reading *r, uint64_t address, uint64_t *own);

/* The innermost of them. */
struct verdict_at verdict_spot_at(const struct verdict_reading *r, uint64_t address);

/* The function of a frame, and the position in it of the call that made `inner` (NULL: unknown). */
const char *verdict_frame_function(const struct verdict_reading *r,
                                   const struct hm_tracer_raw_frame *frame);
struct verdict_at verdict_frame_call(const struct verdict_reading *r,
                                     const struct hm_tracer_raw_frame *inner,
                                     const struct hm_tracer_raw_frame *frame);

/* The position of return address `ra` in the function of `frame`. */
struct verdict_at verdict_call_in(const struct verdict_reading *r, uint64_t ra,
                                  const struct hm_tracer_raw_frame *frame);

/* Fill in what a raw site says about where it is. */
struct verdict_placed {
    struct verdict_at at;
    const char *allocator, *inner;
    unsigned shift;
    bool outside, harness, library, cxx, aligned, in_op;
    bool op_unknown; /* not in_op, but the chain was cut before it could show */
};
struct verdict_placed verdict_place_site(const struct verdict_reading *r,
                                         const struct hm_tracer_raw_site *raw);

/* Do all counts and indices of the raw trace lie within it? False: `text` names the first that
 * does not. */
bool verdict_raw_holds(const struct hm_tracer_raw *raw, char *text, size_t size);

/* Fill in `calls` of those homes for which something is advised. */
void verdict_count_calls(struct verdict_reading *r);

/* The calling chain of a raw site. */
static inline const struct verdict_frames *verdict_frames_of(const struct verdict_reading *r,
                                                             const struct hm_tracer_raw_site *raw)
{
    return &r->parts->frames[raw - r->parts->raw.site];
}

/* The callers in the chain of a site from the innermost on, of which `shift` frames are wrappers.
 * The caller frees it. NULL: no memory. */
struct verdict_at *verdict_chain_callers(const struct verdict_reading *r,
                                         const struct hm_tracer_raw_site *raw, unsigned shift,
                                         size_t *count);

/* What a raw fate is, seen from a site of which `shift` frames are wrappers. */
struct verdict_ended {
    enum verdict_end_kind kind;
    unsigned depth, depth_more, depth_key;
    const char *home;
    enum verdict_unknown why;
};
struct verdict_ended verdict_fate_end(const struct verdict_reading *r,
                                      const struct hm_tracer_raw_fate *fate, unsigned shift);

/* Why blocks were dropped: NO_ROOM, unless another table was full too. */
static inline enum verdict_unknown verdict_why_dropped(const struct hm_tracer_raw_header *h)
{
    return h->fates_lost == 0 ? VERDICT_NO_ROOM : VERDICT_KNOWN;
}

/* Before sites are placed: find the functions that only pass requests on. They have the name of an
 * allocator, or only functions with such a name call them, and no block died in them. */
int verdict_find_wrappers(struct verdict_reading *r);
bool verdict_passes_on(const struct verdict_reading *r, const char *function);

bool verdict_in_system_header(const char *file);

/* Note that the innermost functions of the site were looked through, but for those of the system's
 * headers. False: no memory. */
bool verdict_passed_over(struct verdict_reading *r, uint32_t site, unsigned shift);

/* The same for functions that only free. At most so many of them are looked through. */
enum { VERDICT_FREE_LEVELS = 2 };
int verdict_find_free_wrappers(struct verdict_reading *r);
bool verdict_freed_at(struct verdict_reading *r, const struct hm_tracer_raw_fate *fate,
                      struct verdict_at *at);

int verdict_read_fates(struct verdict_reading *r);

/* How many blocks of each site were alive at once. Needs what verdict_read_fates() found. */
int verdict_read_peaks(struct verdict_reading *r);
int verdict_read_events(struct verdict_reading *r);

/* Sort and sum what was gathered. */
int verdict_finish_report(struct verdict_reading *r);

#endif
