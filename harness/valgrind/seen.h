/* seen.h -- what the Valgrind tool saw of a run: shared with the command that reads it.
 *
 * One memory mapping, made by the command and filled by the tool while the program runs, so it is
 * there even after SIGKILL. The regions follow each other in the order of struct vg_seen; a count
 * is raised only after the entry it covers is complete. Frames are machine frames: a function that
 * the compiler inlined has none. Sizes are bytes; addresses are those of the program.
 *
 * The tool and the command are always of one build: `version` is compared for equality. */
#ifndef HM_VALGRIND_SEEN_H
#define HM_VALGRIND_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include "tracer/raw.h"

#define VG_SEEN_MAGIC   0x4e4545534b524d48ull
#define VG_SEEN_VERSION 3u

enum {
    VG_SEEN_MODULES_MAX = 1024,
    VG_SEEN_NODES_MAX = 1 << 22,
    VG_SEEN_SITES_MAX = 1 << 18,
    VG_SEEN_FATES_MAX = 1 << 20,
    VG_SEEN_REGIONS_MAX = 256,
    VG_SEEN_SYSCALLS = 512,
};

/* A frame of a call stack; the frames further out are its parents. Node 0 is none. */
struct vg_seen_node {
    uint64_t pc;      /* return address in this frame */
    uint32_t parent;  /* the caller; 0: the walk ended here */
    uint32_t size;    /* from the stack pointer of this frame to that of its caller */
    uint32_t program; /* 1: code of the program, 0: of a library or unknown */
    uint32_t whole;   /* 1: the stack is known up to where the thread began */
};

/* Blocks asked for by one call stack. */
struct vg_seen_site {
    uint32_t node;          /* innermost: the heap function itself */
    uint32_t program;       /* innermost of the program; 0: none */
    uint64_t called;        /* the function that this one called; 0: not known */
    uint64_t blocks, bytes; /* bytes: sum of the largest size each block had */
    uint64_t size_min, size_max;
    uint64_t died, dropped, live_now, live_peak, outlived_thread;
    uint64_t moves, growths, grown, grow_from_min, grow_to_max;
    uint32_t size_log2[HM_TRACER_SIZE_BUCKETS];
};

/* Blocks of one site that ended the same way. */
struct vg_seen_fate {
    uint32_t site;
    uint32_t kind;    /* enum hm_tracer_fate_kind */
    uint32_t home;    /* HOME: the home frame, an ancestor of the site's node */
    uint64_t home_pc; /* HOME: return address in the home frame when the block was freed */
    uint64_t free_pc; /* return address in the innermost program frame that freed; 0: none */
    uint64_t blocks, bytes;
    uint64_t live_max; /* HOME: most blocks of the site alive at once in one activation of home */
};

/* A stretch of the run between hm_region_begin() and hm_region_end(). */
struct vg_seen_region {
    char name[64];
    uint64_t entered, ops;
    uint64_t allocs, frees, reallocs, bytes;
    uint64_t brks, mmaps;
    uint64_t stack_high; /* most bytes of stack below the caller of begin; 0 if not measured */
    uint64_t outside;    /* instructions run outside the named object */
    uint32_t measured_stack, measured_outside, open, pad;
    uint32_t syscalls[VG_SEEN_SYSCALLS]; /* by number */
};

struct vg_seen_header {
    uint64_t magic;
    uint32_t version, pid;
    uint64_t events_max, blocks_max; /* set by the command */
    uint32_t attached;               /* 1: the tool runs */
    uint32_t modules, nodes, sites, fates, regions;
    uint32_t threads, forks;
    uint32_t switched;                 /* 1: a thread ran on a stack of the program's own making */
    uint32_t ended;                    /* 1: the program ended in the tool's sight */
    uint32_t executed;                 /* 1: it executed another program in its place */
    uint32_t modules_missed, replaced; /* replaced: 1: some heap function was called */
    uint64_t events, born, unknown_frees, dropped, frames_lost;
};

struct vg_seen {
    struct vg_seen_header *header;
    struct hm_tracer_raw_module *module;
    struct vg_seen_node *node;
    struct vg_seen_site *site;
    struct vg_seen_fate *fate;
    struct vg_seen_region *region;
    struct hm_tracer_raw_event *event;
};

static inline size_t vg_seen_up(size_t size)
{
    return (size + 4095) & ~(size_t)4095;
}

/* Lay the regions over the mapping at `base`; returns its size with room for `events` events. */
static inline size_t vg_seen_at(struct vg_seen *seen, void *base, uint64_t events)
{
    char *at = (char *)base;
    seen->header = (struct vg_seen_header *)at;
    at += vg_seen_up(sizeof *seen->header);
    seen->module = (struct hm_tracer_raw_module *)at;
    at += vg_seen_up(VG_SEEN_MODULES_MAX * sizeof *seen->module);
    seen->node = (struct vg_seen_node *)at;
    at += vg_seen_up(VG_SEEN_NODES_MAX * sizeof *seen->node);
    seen->site = (struct vg_seen_site *)at;
    at += vg_seen_up(VG_SEEN_SITES_MAX * sizeof *seen->site);
    seen->fate = (struct vg_seen_fate *)at;
    at += vg_seen_up(VG_SEEN_FATES_MAX * sizeof *seen->fate);
    seen->region = (struct vg_seen_region *)at;
    at += vg_seen_up(VG_SEEN_REGIONS_MAX * sizeof *seen->region);
    seen->event = (struct hm_tracer_raw_event *)at;
    at += vg_seen_up(events * sizeof *seen->event);
    return (size_t)(at - (char *)base);
}

#endif
