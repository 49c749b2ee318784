/* state.h -- the trace of this process: the raw trace that is being written, and its lock.
 *
 * One instance per process. Nothing here allocates from the program's heap; everything is
 * async-signal-safe. */
#ifndef HM_TRACER_STATE_H
#define HM_TRACER_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#else
#define __libc_single_threaded 0
#endif

#include "tracer/raw.h"

struct hm_tracer_trace {
    struct hm_tracer_raw raw; /* regions of the mapping; set by hm_tracer_tables_init() */
    bool stale;               /* code was seen of a file that is not among the modules */
    unsigned char lock;       /* 1: taken */
};

extern struct hm_tracer_trace hm_tracer_trace;

void hm_tracer_lock_many(void) __attribute__((noinline, cold));

/* The lock is skipped while the process has one thread. libc clears __libc_single_threaded before
 * it starts the second one, in whatever way that is started, so no thread can hold the lock
 * unlocked at that moment. */
static inline void hm_tracer_lock(void)
{
    if (!__libc_single_threaded)
        hm_tracer_lock_many();
}

static inline void hm_tracer_unlock(void)
{
    if (!__libc_single_threaded)
        __atomic_clear(&hm_tracer_trace.lock, __ATOMIC_RELEASE);
}

/* Append to the event list of a short run. Lock-free: needs no hm_tracer_lock(). Events beyond
 * events_max are counted, not written. */
void hm_tracer_event(enum hm_tracer_event_kind kind, uint32_t thread, uint64_t id, uint64_t where,
                     uint64_t extra, uint64_t owner) __attribute__((noinline, cold));

/* `size` bytes of zeroed private memory outside the program's heap. A page takes memory when it is
 * first touched. NULL: there is none. Given back by munmap(). */
void *hm_tracer_reserve(size_t size);

#endif
