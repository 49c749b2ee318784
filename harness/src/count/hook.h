/* hook.h -- the seam between the malloc family and an observer of its events.
 *
 * The interposer counts every event. An observer (the tracer, the table of stacks), which costs
 * more, may be installed as well. It is called after a block is born and before one dies, so that
 * no other thread can have been given the same address in between. Observers run inside malloc:
 * they must not allocate, must keep errno, must not take a lock that a signal handler could hold,
 * and are never re-entered on one thread. */
#ifndef HM_COUNT_HOOK_H
#define HM_COUNT_HOOK_H

#include <stddef.h>
#include <stdint.h>

struct hm_count_lane;

enum hm_count_entry { /* the function the program called */
                      HM_COUNT_MALLOC,
                      HM_COUNT_CALLOC,
                      HM_COUNT_REALLOC,
                      HM_COUNT_REALLOCARRAY,
                      HM_COUNT_ALIGNED_ALLOC,
                      HM_COUNT_POSIX_MEMALIGN,
                      HM_COUNT_MEMALIGN,
                      HM_COUNT_VALLOC,
                      HM_COUNT_PVALLOC,
                      HM_COUNT_FREE,
};

struct hm_count_observer {
    /* A block was handed out. size: bytes requested. caller: return address into the code that
     * called malloc. frame: address of the frame of ours whose return address is `caller`, or of a
     * frame that this one called. */
    void (*born)(void *block, size_t size, enum hm_count_entry entry, void *caller,
                 const void *frame);
    /* block (never NULL) is about to be given back. */
    void (*dies)(void *block, enum hm_count_entry entry, void *caller, const void *frame);
    /* A realloc of the live block `from` is about to happen (moving), and has happened (moved): to
     * `to` with `size` bytes, or to NULL if it failed and `from` lives on. Other threads may run in
     * between. */
    void (*moving)(void *from, size_t size, void *caller, const void *frame);
    void (*moved)(void *from, void *to, size_t size, void *caller, const void *frame);
    /* The same for an observer that wants the lane in which the event is counted. A realloc is the
     * end of one block and the birth of another. placed: a block was handed out. left: one is about
     * to be given back; returns what stays() is to get. stays: the realloc failed. */
    void (*placed)(struct hm_count_lane *lane, const void *block, size_t size, void *caller,
                   const void *frame);
    uint64_t (*left)(struct hm_count_lane *lane, const void *block);
    void (*stays)(struct hm_count_lane *lane, const void *block, uint64_t record);
};

/* The observer installed now, or NULL; for the interposer. */
extern const struct hm_count_observer *hm_count_observer __attribute__((visibility("hidden")));

/* Install the one observer; NULL: remove it. It is borrowed and must live as long as the process.
 * Not thread-safe: install it before threads start, or accept that events under way are missed. */
void hm_count_observe(const struct hm_count_observer *observer);

/* What the library that is loaded by a launcher does at the first request, before it is counted.
 * NULL in all others. */
extern void (*const hm_count_at_first_request)(void) __attribute__((visibility("hidden")));

#endif
