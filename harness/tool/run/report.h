/* report.h -- the result of `heapmark run`, as plain data, and its two writers.
 *
 * A number that is not known is absent: a process with a reason has no counts, and a site without
 * debug information has no file. All strings and arrays are borrowed. */
#ifndef HM_RUN_REPORT_H
#define HM_RUN_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <heapmark/counters.h>

enum { RUN_CLASSES = 48 };

/* One function of a call stack; inlined ones are frames of their own. */
struct run_frame {
    const char *function; /* NULL: unknown */
    const char *file;     /* NULL: unknown; else line is known */
    const char *module;   /* file name of the program or library; NULL: unknown */
    unsigned line;
    bool inlined;
    uint64_t address; /* within the call, as the module's file counts */
};

/* What sites are ranked by. Bytes are those requested. Blocks and bytes of one kind are a pair. */
enum run_order {
    RUN_ALLOCS,
    RUN_BYTES,
    RUN_LIVE_BLOCKS,
    RUN_LIVE_BYTES,
    RUN_PEAK_BLOCKS,
    RUN_PEAK_BYTES,
    RUN_ORDERS
};

struct run_order_names {
    const char *option, *title; /* of --sort; above the ranking as text */
    const char *ranking, *key;  /* in JSON: of the ranking, of the amount of a site */
};

extern const struct run_order_names run_orders[RUN_ORDERS];

struct run_site {
    int64_t amount[RUN_ORDERS];
    bool unwound; /* by unwind tables; else by frame pointers */
    bool cut;     /* the stack was deeper than the frames kept */
    bool named;   /* the frames are known; else they were not wanted */
    uint32_t number;
    size_t frame_count;
    const struct run_frame *frames; /* the function that allocates comes first */
};

struct run_ranking {
    bool wanted;
    size_t count;
    struct run_site **sites; /* the first has most; none has 0 */
};

/* A stack, by the names of its functions, in this run and in an older one. */
struct run_change {
    const char *what; /* up, down, same, new, gone, not_listed */
    int64_t now[RUN_ORDERS], before[RUN_ORDERS];
    const struct run_site *site; /* one of them */
};

struct run_against {
    const char *file;            /* the older report; NULL: none */
    const char *exe;             /* the program that it is of; NULL: not known */
    size_t listed, total;        /* of its sites */
    enum run_order by;           /* the change that is largest in this comes first */
    size_t differ, shown, count; /* stacks that differ, those to show, all */
    struct run_change *changes;
};

struct run_sites {
    bool known; /* false: not asked for, or no memory */
    size_t total;
    uint64_t stacks_by_frame_pointer, stacks_by_unwinder, allocs_without_stack;
    int64_t live_requested, peak_requested, peak_requested_blocks;
    uint64_t peak_requested_error, not_followed;
    const char *filter; /* NULL: none, else how much is in it: */
    size_t filtered;
    int64_t filtered_amount[RUN_ORDERS];
    struct run_ranking ranking[RUN_ORDERS];
    struct run_against against;
    struct run_site *all;
    void *symbols; /* owns the names */
};

struct run_process {
    int pid, ppid;
    const char *exe;
    bool forked;          /* counted from its fork on */
    bool running;         /* had not ended when it was read */
    const char *executed; /* the program that it executed in its own place, or NULL */
    const char *other;    /* a function of an allocator that is not malloc, or NULL */
    const char *other_in; /* the file that defines it */
    bool goes_on;         /* that program is counted as well, further on */
    const char *reason;   /* why it could not be counted; NULL: counted, and the rest is valid */
    hm_counters counters;
    uint64_t usable;
    int64_t live_blocks, live_usable, peak_blocks, peak_usable;
    bool freed_unseen;   /* blocks ended that were not counted: what is alive is not known */
    uint64_t peak_error; /* the peak may be off by so many bytes; 0: exact */
    uint64_t peak_blocks_error;
    uint64_t threads;                                             /* most at once */
    uint64_t class_allocs[RUN_CLASSES], class_bytes[RUN_CLASSES]; /* up to 2^(index + 3) */
    struct run_sites sites;
    const char *no_sites; /* why the sites that were wanted are not known, or NULL */
};

struct run_uncounted {
    uint64_t processes;
    const char *reason;
};

struct run_report {
    char *const *command; /* NULL-terminated */
    bool killed;
    int status;         /* exit status, or number of the signal */
    bool children;      /* children were followed */
    bool others;        /* it started other processes, which were not followed */
    const char *script; /* what runs the script that was given as the program, or NULL */
    size_t uncounted_count;
    const struct run_uncounted *uncounted; /* processes without a report, by reason */
    size_t count;
    const struct run_process *processes; /* the program first */
};

#define RUN_SCHEMA "heapmark-run/1"

/* Write the whole report. False with errno set if `out` did not take all of it. */
bool run_text(FILE *out, const struct run_report *report);
bool run_json(FILE *out, const struct run_report *report);

#endif
