/* report.h -- what one traced run showed, as plain data, and its writers.
 *
 * A site is one call in the source that made blocks. Its ends say what became of them; a block
 * belongs to exactly one end. Everything is borrowed from whoever filled it in. Sizes are in bytes.
 */
#ifndef HM_VERDICT_REPORT_H
#define HM_VERDICT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A position. In traces of programs without debug information only the function is known. */
struct verdict_at {
    const char *function; /* NULL: unknown */
    const char *file;     /* NULL: unknown */
    int line, column;     /* 0: unknown */
};

enum verdict_end_kind {
    VERDICT_END_STAYED,       /* freed while the frame that made it was alive */
    VERDICT_END_OUTLIVED,     /* freed later, while a caller's frame was: the home */
    VERDICT_END_LEFT_ALL,     /* freed after every frame alive at its birth was left */
    VERDICT_END_OTHER_THREAD, /* freed by another thread */
    VERDICT_END_NOT_FREED,
    VERDICT_END_UNKNOWN, /* see enum verdict_unknown */
    VERDICT_END_KINDS,
};

/* Why it is not known how a block ended. */
enum verdict_unknown {
    VERDICT_KNOWN,
    VERDICT_STACKS_SWITCHED, /* its thread switches stacks */
    VERDICT_TOO_DEEP,        /* made in calls deeper than the tracer follows */
    VERDICT_SIGNAL,          /* a signal came in the middle of a call */
    VERDICT_NO_FRAME,        /* made below no instrumented function */
    VERDICT_NO_ROOM,         /* too many blocks alive at once to follow all */
};

struct verdict_freed {
    struct verdict_at at;
    uint64_t blocks;
};

struct verdict_end {
    enum verdict_end_kind kind;
    unsigned depth;           /* OUTLIVED: frames from the one that made it up to its home */
    unsigned depth_more;      /* or up to so many more: such ends were not told apart */
    unsigned depth_key;       /* while the report is made: what tells it apart */
    enum verdict_unknown why; /* KNOWN unless the kind is UNKNOWN */
    const char *home;         /* STAYED, OUTLIVED: function of the home frame */
    uint64_t blocks, bytes;
    const char *sure;  /* the verdict is in machine frames, because the home is inlined into this
                         function; NULL: it is in source frames */
    uint64_t live_max; /* STAYED, OUTLIVED: most of the site alive at once that have one activation
                          of home as their home, whatever their depth; never less than the truth */
    const struct verdict_freed *freed;
    size_t freed_count;
};

struct verdict_caller {
    const struct verdict_at *frames; /* who called the site's function, then who called that, ... */
    size_t count;
    bool cut; /* there were more */
    /* Turns of recursion beyond the first hundreds are not among the frames: so many are. */
    unsigned left_out_min, left_out_max;
    uint64_t blocks;
    uint64_t home_blocks; /* those of them whose home is known; they lived so deep: */
    unsigned depth_min, depth_max;
};

enum { VERDICT_DEPTHS = 17, VERDICT_SIZES = 48 };

/* Is the size of the blocks a constant of the source? */
enum verdict_source_size { VERDICT_SIZE_UNKNOWN, VERDICT_SIZE_CONSTANT, VERDICT_SIZE_VARIES };

struct verdict_site {
    struct verdict_at at;
    const char *allocator; /* the function called there */
    const char *inner;    /* what that called in turn, if it is not of the malloc family; or NULL */
    uint64_t address;     /* of the call in the process, for where the position is not known */
    const char *binary;   /* the file that holds it, without its folder; NULL: unknown */
    uint64_t own_address; /* as that file counts, which is what addr2line wants */
    uint64_t blocks, bytes;
    uint64_t size_min, size_max; /* smallest at birth, largest ever */
    uint64_t died, dropped, outlived_thread;
    uint64_t live_max;  /* the largest of its ends; if it has none with a home, live_peak */
    uint64_t live_peak; /* most alive at once in the whole run */
    bool depth_known;   /* some block's home is known */
    unsigned depth_min, depth_max;
    uint64_t depth_histogram[VERDICT_DEPTHS]; /* last: that deep or deeper */
    uint64_t size_log2[VERDICT_SIZES];        /* [k]: blocks of at most 2^k bytes */
    uint64_t moves, growths;                  /* reallocs; those that made a block larger */
    uint64_t grown, grow_from, grow_to;
    const struct verdict_end *ends; /* worst first */
    size_t end_count;
    const struct verdict_caller *callers; /* most blocks first */
    size_t caller_count;
    const char *advice; /* NULL: none */
    enum verdict_source_size source_size;
    bool outside;   /* made by code without hooks, below no instrumented function */
    bool harness;   /* made by heapmark itself inside the program */
    bool library;   /* the function of a C library that made them may resize or free them */
    bool cxx;       /* made in the C++ library, as the blocks of a container are */
    bool aligned;   /* the call asks for an alignment, as aligned_alloc does */
    bool exception; /* thrown objects: the C++ runtime owns them, and they are no variables */
};

struct verdict_home {
    const char *function; /* NULL: all those without a name */
    uint64_t blocks, bytes;
    uint64_t advised; /* bytes of one frame, if all advice about its blocks is followed */
    uint64_t calls;   /* most calls of the function on one stack when such a block was made */
};

enum verdict_event_kind {
    VERDICT_ENTER,
    VERDICT_LEAVE,
    VERDICT_ALLOC,
    VERDICT_FREE,
    VERDICT_REALLOC,
};

struct verdict_event {
    enum verdict_event_kind kind;
    unsigned thread;
    uint64_t id;           /* activation, or block number */
    uint64_t owner;        /* activation: its caller's; block: that of the innermost frame */
    const char *function;  /* enter */
    const char *allocator; /* alloc */
    struct verdict_at at;  /* enter: of the function; alloc: site; free, realloc: the call */
    uint64_t size;         /* alloc, realloc */
    bool jumped;           /* leave: by longjmp or exception */
};

/* What the text shows of a report. Other writers show all. */
enum verdict_sort { VERDICT_BY_BLOCKS, VERDICT_BY_BYTES, VERDICT_BY_LINE };

struct verdict_look {
    enum verdict_sort sort; /* by those that could have lived on a stack, or as in the source */
    uint64_t top;           /* the first sites alone; 0: all */
    const char *filter;     /* only sites of this file or function; NULL: all */
    uint64_t stack_budget;  /* warn of frames for which more is advised; 0: never */
    bool brief_chains;      /* leave the middle of long chains of callers out */
    bool sizes_unasked;     /* the sizes could have been compared with the source by -p */
};

struct vg_seen_region;

struct verdict_report {
    const char *program;
    const char *op; /* only blocks made inside this function are here; NULL: all */
    int status;     /* as of waitpid(); -1: not known */
    uint32_t pid;   /* 0: not known */
    const struct verdict_site *sites;
    size_t site_count;
    const struct verdict_home
        *homes; /* where the blocks that could live on a stack could, most first */
    size_t home_count;
    uint64_t blocks, bytes;              /* made by instrumented code */
    uint64_t stackable, stackable_bytes; /* of them: freed by their thread within a frame */
    uint64_t outside_blocks, outside_bytes;
    uint64_t harness_blocks;
    uint64_t op_unknown; /* blocks made too deep to tell whether inside op; left out */
    uint64_t dropped, unknown_frees, frames_lost, sites_lost;
    uint64_t missed; /* requests and frees that came while the tracer was at work */
    uint64_t blocks_max;
    uint64_t fates_lost; /* of those dropped: the ways in which blocks ended were too many */
    unsigned threads, forks;
    bool switched;
    bool
        machine; /* seen by the Valgrind tool: frames are those of the machine, and the inlined ones
                     that debug information tells of */
    bool executed;  /* machine: it executed another program in its place */
    bool cut_short; /* machine: Valgrind ended before the program did */
    struct verdict_look look;
    const char *const *wrappers; /* functions that were looked through: their callers are named */
    size_t wrapper_count;
    const struct vg_seen_region
        *regions; /* stretches that the program marked (heapmark/region.h) */
    size_t region_count;
    bool no_lines;         /* no debug information */
    const char *frameless; /* what has no frames, as the program was built; NULL: nothing */
    const struct verdict_event *events;
    size_t event_count;
    bool events_kept, events_complete;
};

/* The verdict of one end, as in "outlives box_text: lives in set_boxed, 1 frame up; freed at
 * boxed.c:34; 1000 of 1000 blocks", into text. Returns text. */
char *verdict_end_text(const struct verdict_site *site, const struct verdict_end *end, char *text,
                       size_t size);

/* The same without where they were freed and how many. */
char *verdict_short_text(const struct verdict_site *site, const struct verdict_end *end, char *text,
                         size_t size);

/* The same for the ends of one kind, the first of which is number `from`, with the range of their
 * depths. Returns the number of the first end after them. */
size_t verdict_part_text(const struct verdict_site *site, size_t from, char *text, size_t size);

/* The line of a site: what was asked, and all those parts. Returns text. */
char *verdict_site_text(const struct verdict_site *site, char *text, size_t size);

enum { VERDICT_LINE = 8192 }; /* room for such a line */

/* Did the blocks of this end die while a frame that was alive at their birth was? */
static inline bool verdict_has_home(const struct verdict_end *end)
{
    return end->kind == VERDICT_END_STAYED || end->kind == VERDICT_END_OUTLIVED;
}

/* What was asked there, as in "malloc(16)" or "strdup(1..9)". Returns text. */
char *verdict_call_text(const struct verdict_site *site, char *text, size_t size);

/* Each writes the whole report. False with errno set if `out` did not take all of it. */
bool verdict_text(FILE *out, const struct verdict_report *report);
bool verdict_json(FILE *out, const struct verdict_report *report);
bool verdict_picture(FILE *out, const struct verdict_report *report);
bool verdict_svg(FILE *out, const struct verdict_report *report);

#define VERDICT_SCHEMA "heapmark-trace/1"

#endif
