/* shadow.h -- one thread's shadow stack: which activations are alive.
 *
 * Function entry pushes a frame with a fresh activation id; ids of a thread only grow, so the
 * frames on the stack with id <= T are exactly those that were alive when the counter stood at T
 * and were not left since. Frames that were left without saying so (longjmp, exceptions) are
 * recognised by address: a machine stack grows down, so a frame whose stack pointer lies below that
 * of code now running is gone.
 *
 * Contract: every function belongs to the thread that owns the struct and is async-signal-safe; a
 * signal handler that interrupts one of them finds `busy` set and is left out. Nothing here
 * allocates from the program's heap: frames live in a mapping that grows by doubling. */
#ifndef HM_TRACE_SHADOW_H
#define HM_TRACE_SHADOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trace/raw.h"

struct hm__frame {
    uint64_t id;    /* activation, from 1 */
    uintptr_t fn;   /* as the compiler names the function */
    uintptr_t pc;   /* inside this instance of it */
    uintptr_t call; /* return address of the enclosing physical function */
    uintptr_t sp;   /* stack pointer of the function when it called the entry hook */
    uintptr_t cfa; /* its caller's stack pointer before the call; sp if there is no frame pointer */
    uint32_t chain; /* chain of this frame and its callers, once asked for; 0: not yet */
};

/* What a hook knows about the function that called it. */
struct hm__step {
    uintptr_t fn, call, pc, sp, cfa;
};

struct hm__shadow {
    struct hm__frame *frame; /* frame[0] is no function: id 0, above every stack */
    uint32_t count;          /* frames on the stack: frame[1..count] */
    uint32_t room;
    uint32_t over;     /* calls beyond the room that could be had */
    uint64_t ids;      /* last id given out */
    uintptr_t busy;    /* stack pointer of the hook at work; 0: none; UINTPTR_MAX: a heap event */
    uintptr_t low;     /* the thread's own stack: [low, low + size) */
    uintptr_t size;    /* in bytes */
    uintptr_t alt_low; /* the alternate signal stack last seen */
    uintptr_t alt_size;
    uint32_t thread; /* serial number, for events */
    bool away;       /* some frame on the stack is on the alternate signal stack */
    bool jumped;     /* longjmp was called since the last hook */
    bool lost;       /* the thread switches stacks: nothing can be said any more */
};

/* 0, or -1 if there is no memory. [low, low + size) is the thread's stack; size 0: accept every
 * address. */
int hm__shadow_init(struct hm__shadow *s, uint32_t thread, uintptr_t low, uintptr_t size);
void hm__shadow_reset(struct hm__shadow *s, uint32_t thread, uintptr_t low, uintptr_t size);

void hm__shadow_enter(struct hm__shadow *s, const struct hm__step *step);

/* tail: the exit hook was jumped to, so sp is the frame's cfa. */
void hm__shadow_leave(struct hm__shadow *s, const struct hm__step *step, bool tail);

/* The program is about to longjmp, to where is not known. */
void hm__shadow_jump(struct hm__shadow *s);

/* Code with stack pointer sp runs: drop the frames that cannot be alive. */
void hm__shadow_settle(struct hm__shadow *s, uintptr_t sp);

/* Index of the deepest frame with id <= birth, found by binary search; 0: none. */
uint32_t hm__shadow_home(const struct hm__shadow *s, uint64_t birth);

static inline const struct hm__frame *hm__shadow_top(const struct hm__shadow *s)
{
    return &s->frame[s->count];
}

#endif
