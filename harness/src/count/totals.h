/* totals.h -- the numbers of one process, where they outlive it, and how `heapmark run` reads them.
 *
 * Every thread counts into a lane of its own inside hm_count_process, one page-aligned object of
 * fixed address. In a benchmark program that object is ordinary memory. Under `heapmark run` the
 * preload library lays a shared mapping of the ledger over it (hm_count_ledger_attach), at the same
 * address, with what was counted so far: no pointer changes, and the launcher can read the numbers
 * however the process ends (exit, _exit, a signal, SIGKILL) and whichever descriptors it closed.
 *
 * The ledger is a memory file made by the launcher: struct hm_count_ledger in its first page, then
 * one extent of HM_COUNT_LEDGER_EXTENT bytes for each process, claimed by adding 1 to `processes`.
 * An extent starts with a struct hm_count_process; what follows at HM_COUNT_LEDGER_SITES belongs to
 * the site table.
 *
 * A forked child must not count into its parent's lanes: hm_count_ledger_forked() gives it an
 * extent of its own when children are followed, and private memory when they are not; again at the
 * same address. Threads: a lane is written by one thread at a time and read by any thread, so
 * its writer uses plain or relaxed stores and its readers relaxed loads. Nothing here allocates or
 * locks. */
#ifndef HM_COUNT_TOTALS_H
#define HM_COUNT_TOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/counters.h>
#include <heapmark/gosize.h>

/* Path of the ledger. Set by the launcher; hm_count_ledger_attach() takes it out of the
 * environment, and this library out of LD_PRELOAD, unless children are to be followed. */
#define HM_COUNT_LEDGER_ENV       "HEAPMARK_LEDGER"
#define HM_COUNT_LEDGER_MAGIC     0x6b72616d70616568u /* "heapmark" */
#define HM_COUNT_LEDGER_VERSION   7u

#define HM_COUNT_LEDGER_PAGE      4096u
#define HM_COUNT_LEDGER_SITES     (4u << 20)   /* offset of the site table in an extent */
#define HM_COUNT_LEDGER_EXTENT    (128u << 20) /* sparse: only touched pages exist */
#define HM_COUNT_LEDGER_PROCESSES 1024u /* extents in the file; later processes are not counted */

enum { HM_COUNT_LANES = 1024, HM_COUNT_SIZE_CLASSES = 48, HM_COUNT_EXE_MAX = 512 };

/* A lane's batch is flushed when what is alive in it has changed by more than this. */
enum { HM_COUNT_STEP_BYTES = 1 << 16, HM_COUNT_STEP_BLOCKS = 1 << 10 };

/* How much is alive in a lane, compared to what hm_count_process knows of it. */
struct hm_count_batch {
    int64_t flushed; /* the part of the lane's live amount that is in hm_count_process */
    int64_t high;    /* the highest live amount of the lane since the last flush */
};

/* What one thread did. A thread that ends gives its lane back and the next thread goes on counting
 * in it: the numbers only grow and only their sum is reported. */
struct hm_count_lane {
    _Alignas(64) hm_counters counters;
    uint64_t usable;                     /* bytes the allocator gave for the blocks handed out */
    uint64_t usable_freed;               /* ... and took back; a realloc gives and takes */
    struct hm_count_batch bytes, blocks; /* alive in the lane; used under a launcher */
    hm_go_heap go;                       /* what Go would have charged */
    uint64_t class_allocs[HM_COUNT_SIZE_CLASSES];
    uint64_t class_bytes[HM_COUNT_SIZE_CLASSES];
};

enum hm_count_process_state {
    HM_COUNT_PROCESS_CLAIMED = 1, /* an extent, nothing in it yet */
    HM_COUNT_PROCESS_COUNTING,    /* calls of malloc reach the library */
    HM_COUNT_PROCESS_BLIND,       /* the library is loaded, but not called for malloc: see reason */
    HM_COUNT_PROCESS_EXITED,      /* left through exit(): destructors have run */
};

struct hm_count_process {
    _Alignas(4096) uint32_t state; /* enum hm_count_process_state; written last */
    int32_t pid, ppid;
    uint32_t forked;               /* 1: started by fork() without exec, counts begin at the fork */
    char exe[HM_COUNT_EXE_MAX];    /* /proc/self/exe, cut if longer */
    char reason[HM_COUNT_EXE_MAX]; /* why nothing is counted, as one clause; "" if counted */

    /* The program that it executed in its own place, as it named it; "": none. Counting ends there.
     */
    char executed[HM_COUNT_EXE_MAX];
    /* A function of an allocator that is not malloc, and the file that defines it; "": none. */
    char other_allocator[32];
    char other_in[HM_COUNT_EXE_MAX];
    uint32_t forks;    /* 1: it has forked */
    uint32_t no_sites; /* 1: the site table was wanted, and could not be mapped */

    /* Live and peak, bytes as usable. In a detail pass: exact. Under a launcher each lane is
     * added in steps (struct hm_count_batch), so the peak is exact while one thread runs, and else
     * off by at most one step for each lane used. */
    int64_t live_usable; /* atomic */
    int64_t peak_usable; /* atomic maximum */
    int64_t live_blocks; /* atomic */
    int64_t peak_blocks; /* atomic maximum */

    uint32_t lanes_used; /* atomic; lanes[0..lanes_used) have been used; lane 0 is the shared one */
    uint32_t lanes_overflow; /* threads that found no lane free and share lane 0, atomically */
    struct hm_count_lane lanes[HM_COUNT_LANES];
};

_Static_assert(sizeof(struct hm_count_process) <= HM_COUNT_LEDGER_SITES,
               "the lanes fit before the sites");

/* Why a process has no extent. */
enum hm_count_lost {
    HM_COUNT_LOST_FULL,        /* all extents are taken */
    HM_COUNT_LOST_MEMORY,      /* its extent could not be mapped */
    HM_COUNT_LOST_CLOSED,      /* a fork that could not open the ledger */
    HM_COUNT_LOST_SEALED,      /* a fork that may be forbidden to make system calls */
    HM_COUNT_LOST_OTHER,       /* a program that this library must not be loaded into */
    HM_COUNT_LOST_STATIC,      /* a program that loads no library */
    HM_COUNT_LOST_ENVIRONMENT, /* a program that got an environment without our variables */
    HM_COUNT_LOST_REASONS
};

struct hm_count_ledger {
    uint64_t magic;
    uint32_t version;
    uint32_t children;  /* 1: follow children */
    uint32_t sites;     /* frames wanted per allocation site; 0: no sites */
    uint32_t processes; /* atomic: extents claimed; may exceed HM_COUNT_LEDGER_PROCESSES */
    uint32_t lost[HM_COUNT_LOST_REASONS]; /* atomic: processes by enum hm_count_lost */
    uint64_t extent_size; /* HM_COUNT_LEDGER_EXTENT of the launcher: the library accepts no other */
};

/* The numbers of this process. */
extern struct hm_count_process hm_count_process __attribute__((visibility("hidden")));

/* Class of a requested size: class c holds the sizes up to 2^(c+3) that no smaller class holds. */
static inline unsigned hm_count_size_class(size_t size)
{
    unsigned long long last = size - (size != 0); /* branches would be mispredicted */
    unsigned c = 61u - (unsigned)__builtin_clzll(last | 7);
    return c < HM_COUNT_SIZE_CLASSES ? c : HM_COUNT_SIZE_CLASSES - 1;
}

/* Lay the ledger named by the environment over hm_count_process. Called once by the preload
 * library, before the program's threads. False, and hm_count_process unchanged, if there is no
 * ledger or it cannot be mapped. Keeps errno. */
bool hm_count_ledger_attach(void);

/* Take what the launcher added out of the environment, unless children are to be followed. Called
 * after that, by the constructor: another library's may be reading the environment before. */
void hm_count_ledger_clean_environment(void);

/* In the child of a fork, before it allocates (pthread_atfork). Does nothing without a ledger.
 * sealed: make no system call; the child is then not counted. */
void hm_count_ledger_forked(bool sealed);

/* A program is about to be executed that will not be counted. */
void hm_count_ledger_unfollowed(enum hm_count_lost why);

/* The shared memory of this process's site table: HM_COUNT_LEDGER_EXTENT - HM_COUNT_LEDGER_SITES
 * bytes of zeros mapped on first use, and the number of frames wanted. NULL without a ledger that
 * asks for sites, or without the address space. */
void *hm_count_ledger_sites(uint32_t *frames);

#endif
