/* raw.h -- the raw trace: what the tracer inside the program and the tool outside it share.
 *
 * One memory mapping: made by the tool, filled by the traced program while it runs, and read by the
 * tool afterwards. Because the kernel keeps a shared mapping, what was seen is there even after
 * SIGKILL. The regions follow each other in the order of struct hm_tracer_raw; every count is
 * raised only after the entry it covers is complete. Addresses are those of the traced process:
 * the tool gives them names. Sizes are bytes.
 *
 * The tracer and the tool are always of one build: `version` is compared for equality, and the
 * layout may change with every version. */
#ifndef HM_TRACER_RAW_H
#define HM_TRACER_RAW_H

#include <stddef.h>
#include <stdint.h>

#define HM_TRACER_RAW_MAGIC   0x454341525452414dull
#define HM_TRACER_RAW_VERSION 6u

/* Environment variable of the traced program: the inherited descriptor (fd:N) or the path of the
 * file to map. The tracer removes it and LD_PRELOAD, so that children run untraced. */
#define HM_TRACER_RAW_ENV            "HEAPMARK_TRACE"
#define HM_TRACER_RAW_ENV_MAX_BLOCKS "HEAPMARK_TRACE_MAX_BLOCKS"

enum {
    HM_TRACER_SIZE_BUCKETS = 48,
    HM_TRACER_MODULES_MAX = 256,
    HM_TRACER_NODES_MAX = 1 << 18,
    HM_TRACER_SITES_MAX = 1 << 15,
    HM_TRACER_SITES_WHOLE = 1 << 12, /* of the first, chains are whole */
    HM_TRACER_FATES_MAX = 1 << 17,
    HM_TRACER_FATES_EXACT = 1 << 14, /* beyond so many, fates tell large depths apart roughly */
    HM_TRACER_DEPTH_EXACT = 64,      /* from here on: by the first four bits */
    HM_TRACER_PEAKS_MAX = 1 << 17,
    HM_TRACER_LEVELS = 3, /* groups that a site belongs to */
    HM_TRACER_LINES_MAX = 1 << 20,
};

/* From this address on, without the first module's bias, code is of that place in the source. */
struct hm_tracer_raw_line {
    uint32_t address;
    uint32_t place; /* 0: not known */
};

/* A loaded ELF file. */
struct hm_tracer_raw_module {
    uint64_t start, end; /* the addresses it covers */
    uint64_t bias;       /* address in the process minus address in the file */
    char path[488];
};

/* One frame of a calling chain. */
struct hm_tracer_raw_frame {
    uint64_t fn;   /* the function, as the compiler names it to the hook (its out-of-line copy) */
    uint64_t pc;   /* an address inside this very instance of it, inlined or not */
    uint64_t call; /* return address into the caller of the enclosing physical function */
};

/* A calling chain is a node: its innermost frame, and the node of the frames further out. Node 0 is
 * the empty chain. Node 1 stands for frames that were not recorded, because there were too many
 * chains. Of recursion only the outer turns are nodes (tracer/chains.h). */
enum { HM_TRACER_NODE_NONE, HM_TRACER_NODE_MORE, HM_TRACER_NODES_FIRST };
struct hm_tracer_raw_node {
    struct hm_tracer_raw_frame frame;
    uint32_t parent; /* index; lower than its own */
    uint32_t count;  /* of frames in the chain */
};

/* Where blocks are born: one call, reached through one chain. Chain 0: no instrumented frame. */
struct hm_tracer_raw_site {
    uint64_t ra;    /* return address in the innermost instrumented frame; 0 if not found */
    uint64_t via;   /* address in the uninstrumented function that frame called; 0: malloc itself */
    uint32_t chain; /* index of a node */
    uint32_t entry; /* enum hm_count_entry */
    /* [k]: of all sites that have this call and the k innermost frames in common. So where k frames
     * are wrappers, the blocks of group k are those of the line that called the wrappers. Copies
     * that the compiler made of one call are one call where the lines of the program are known. */
    uint32_t group[HM_TRACER_LEVELS];
    uint32_t left_out_min, left_out_max; /* frames of recursion that are not in the chain */
    uint32_t unused;
    uint64_t blocks;   /* born here */
    uint64_t bytes;    /* sum over blocks of the largest size each had */
    uint64_t size_min; /* smallest size at birth, largest size ever reached */
    uint64_t size_max;
    uint64_t died;    /* given back, among those followed */
    uint64_t dropped; /* counted but not followed: the table was full, or the end not seen */
    uint64_t live_peak;
    uint64_t outlived_thread; /* still alive when the thread that made them ended */
    uint64_t moves;           /* reallocs of blocks born here */
    uint64_t growths;         /* those that made the block larger than ever before */
    uint64_t grown;           /* blocks that were grown at least once */
    uint64_t grow_from_min;   /* smallest first size of a grown block */
    uint64_t grow_to_max;     /* largest size a grown block reached */
    /* [k]: blocks whose largest size was <= 2^k and > 2^(k-1); the last holds the rest */
    uint32_t size_log2[HM_TRACER_SIZE_BUCKETS];
};

enum hm_tracer_fate_kind {
    HM_TRACER_FATE_HOME, /* freed on its thread while a frame alive at its birth was on the stack */
    HM_TRACER_FATE_LEFT_ALL,     /* freed on its thread; no frame alive at its birth is left */
    HM_TRACER_FATE_OTHER_THREAD, /* freed by another thread */
    HM_TRACER_FATE_UNKNOWN,      /* born or freed while the frames of its thread were not known */
    HM_TRACER_FATE_NO_FRAME,     /* born outside instrumented code: nothing to compare with */
};

/* Blocks of one site that ended the same way: with the same home, freed at the same place. */
struct hm_tracer_raw_fate {
    uint32_t site; /* index */
    uint32_t kind; /* enum hm_tracer_fate_kind */
    /* HOME: frames from the one that made it up to its home; else 0. When the table fills, one fate
     * stands for several depths: then `depth` only tells it from others. */
    uint32_t depth;
    uint32_t depth_min, depth_max;
    struct hm_tracer_raw_frame home; /* HOME: the home frame */
    uint64_t free_ra; /* return address in the innermost instrumented frame; 0: none */
    struct hm_tracer_raw_frame free_frame; /* the innermost at the free, and the next one */
    struct hm_tracer_raw_frame free_under;
    uint64_t blocks;
    uint64_t bytes;
};

/* The most blocks of one group that were alive at once and had one activation of that function as
 * their home, whatever became of others: the largest such number in any one thread. */
struct hm_tracer_raw_peak {
    uint32_t group;
    uint32_t unused;
    uint64_t home; /* pc of the home frame */
    uint64_t live; /* blocks */
    uint64_t lost; /* the true number is at most so much larger, because memory had ended */
};

enum hm_tracer_event_kind {
    HM_TRACER_EV_ENTER,
    HM_TRACER_EV_LEAVE,
    HM_TRACER_EV_BORN,
    HM_TRACER_EV_DIED,
    HM_TRACER_EV_MOVED
};

/* One step of a short run; the index is the time. */
struct hm_tracer_raw_event {
    uint32_t kind;
    uint32_t thread;
    uint64_t id; /* ENTER, LEAVE: activation; else: block number, the same over moves */
    uint64_t
        where; /* ENTER: pc; BORN: site; DIED, MOVED: return address; LEAVE: 1 if jumped over */
    uint64_t extra; /* ENTER: fn; BORN, MOVED: size; DIED: activation that freed */
    uint64_t owner; /* BORN, MOVED: innermost activation; ENTER: the caller's; DIED, LEAVE: 0 */
};

struct hm_tracer_raw_header {
    uint64_t magic;
    uint32_t version;
    uint32_t pid;
    uint64_t events_max; /* set by the tool before the run */
    uint64_t blocks_max; /* live blocks followed at once */
    uint64_t lines;      /* set by the tool, too */

    uint32_t attached;  /* 1: the tracer runs in the program */
    uint32_t hooked;    /* 1: instrumented code was entered */
    uint32_t preempted; /* 1: the program has a malloc of its own, whose blocks we cannot see */
    uint32_t modules, nodes, sites, fates, peaks;
    uint32_t peaks_lost;     /* 1: there was no room for a peak */
    uint32_t shortened;      /* 1: chains leave out calls of recursion that are no whole turns */
    uint32_t threads;        /* threads seen */
    uint32_t forks;          /* children that were not followed */
    uint32_t switched;       /* 1: a stack switch was seen */
    uint32_t modules_missed; /* libraries for which there was no room */
    uint64_t events;         /* seen; those beyond events_max were not written */
    uint64_t born;           /* blocks that have events */
    uint64_t unknown_frees;  /* frees of blocks born before tracing began, or not followed */
    uint64_t dropped;     /* blocks that were not followed, or not to their end; sum over sites */
    uint64_t frames_lost; /* calls deeper than the shadow stack can grow */
    uint64_t fates_lost;  /* blocks that ended in a way for which there was no room */
    uint64_t missed;      /* requests and frees inside a hook: mostly a signal handler's */
};

/* The regions, in the order in which they lie in the mapping. */
struct hm_tracer_raw {
    struct hm_tracer_raw_header *header;
    struct hm_tracer_raw_module *module;
    struct hm_tracer_raw_node *node;
    struct hm_tracer_raw_site *site;
    struct hm_tracer_raw_fate *fate;
    struct hm_tracer_raw_peak *peak;
    struct hm_tracer_raw_line *line; /* by address */
    struct hm_tracer_raw_event *event;
};

/* Bytes of a raw trace with room for `events` events. */
size_t hm_tracer_raw_size(uint64_t events);

/* Where the regions of the mapping at `base` start. */
struct hm_tracer_raw hm_tracer_raw_at(void *base);

#endif
