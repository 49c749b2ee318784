/* stacks.h -- call stacks and what was allocated there: what the files for other viewers are made
 * of. Plain data; all strings and arrays are borrowed. */
#ifndef HM_FORMATS_STACKS_H
#define HM_FORMATS_STACKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct formats_frame {
    const char *function;  /* NULL: unknown */
    const char *file;      /* NULL: unknown */
    const char *module;    /* file name of the program or library; NULL: unknown */
    unsigned line, column; /* 0: unknown */
    uint64_t address;      /* as the module's file counts; 0: unknown */
    bool inlined;          /* into the next frame */
};

struct formats_amount {
    bool known;
    uint64_t blocks, bytes;
};

struct formats_stack {
    const struct formats_frame *frames; /* the function that allocates comes first */
    size_t count;
    const char *verdict;         /* what became of the blocks; NULL: unknown */
    struct formats_amount total; /* always known */
    struct formats_amount most;  /* alive when the bytes of this stack were most */
    struct formats_amount peak;  /* alive when the bytes of the program were most */
    struct formats_amount end;   /* alive at its end */
    uint64_t lifetime;           /* sum over the blocks; known if the heap is timed */
};

struct formats_heap {
    const char *mode;    /* "heapmark trace" */
    const char *command; /* of the program, one line */
    const char *program; /* its file; NULL: unknown */
    int pid;
    bool timed;              /* `most`, `peak`, `end` and `lifetime` of every stack are known */
    uint64_t end, peak_at;   /* in `unit`, where timed */
    const char *unit, *mega; /* of time, and a million of it: "events", "Mevents" */
    const struct formats_stack *stacks;
    size_t count;
};

/* Each writes the whole file. False with errno set if `out` did not take all of it. */
typedef bool formats_writer(FILE *out, const struct formats_heap *heap);

formats_writer formats_dhat;   /* DHAT's JSON, version 2: dh_view.html, Firefox Profiler */
formats_writer formats_folded; /* folded stacks, by blocks: speedscope, flamegraph.pl */
formats_writer formats_pprof;  /* gzip profile.proto: go tool pprof, Perfetto, speedscope */

/* Why formats_pprof() cannot write here, a clause; NULL: it can. */
const char *formats_no_pprof(void);

/* The writer of that name; NULL: there is none. */
formats_writer *formats_stack_writer(const char *name);

#endif
