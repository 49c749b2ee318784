/* hook.h -- the seam between the malloc family and whoever watches it.
 *
 * The interposer calls the counters on every event. A second, dearer observer (trace, sites) may be
 * installed; it is called after a block is born and before one dies, so that no other thread can
 * have been given the same address in between. Observers run inside malloc: they must not allocate,
 * must keep errno, must not take a lock that a signal handler could hold, and are never re-entered
 * on one thread. */
#ifndef HM_HOOK_H
#define HM_HOOK_H

#include <stddef.h>

struct hm__lane;

enum hm__entry { /* the function the program called */
                 HM__MALLOC,
                 HM__CALLOC,
                 HM__REALLOC,
                 HM__REALLOCARRAY,
                 HM__ALIGNED_ALLOC,
                 HM__POSIX_MEMALIGN,
                 HM__MEMALIGN,
                 HM__VALLOC,
                 HM__PVALLOC,
                 HM__FREE,
};

struct hm__observer {
    /* A block was handed out. size: bytes requested. caller: return address into the code that
     * called. frame: the address of a frame of ours whose return address is `caller`, or of one
     * below. */
    void (*born)(void *block, size_t size, enum hm__entry entry, void *caller, const void *frame);
    /* block (never NULL) is about to be given back. */
    void (*dies)(void *block, enum hm__entry entry, void *caller, const void *frame);
    /* A realloc of live block `from` is about to happen, and then happened: to `to` with `size`
     * bytes, or to NULL if it failed and `from` lives on. One call each; between them other threads
     * may run. */
    void (*moving)(void *from, size_t size, void *caller, const void *frame);
    void (*moved)(void *from, void *to, size_t size, void *caller, const void *frame);
    /* A block was handed out, by a realloc too, and counted in that lane. */
    void (*placed)(struct hm__lane *lane, size_t size, void *caller, const void *frame);
};

/* The observer installed now, or NULL; for the interposer. */
extern const struct hm__observer *hm__observer __attribute__((visibility("hidden")));

/* Install (NULL: remove) the one observer. Borrowed; must outlive the process. Not thread-safe:
 * install before threads start or accept that events in flight are missed. */
void hm__observe(const struct hm__observer *observer);

#endif
