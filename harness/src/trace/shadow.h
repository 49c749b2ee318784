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
    _Alignas(64) uint64_t id; /* activation, from 1 */
    uintptr_t fn;             /* as the compiler names the function */
    uintptr_t pc;             /* inside this instance of it */
    uintptr_t call;           /* return address of the enclosing physical function */
    uintptr_t sp;             /* stack pointer of the function when it called the entry hook */
    uintptr_t cfa; /* its caller's stack pointer before the call; sp if there is no frame pointer */
    uint64_t hash; /* of the pc and call of this frame and of all further out */
};

/* What a hook knows about the function that called it. */
struct hm__step {
    uintptr_t fn, call, pc, sp, cfa;
};

struct hm__shadow {
    struct hm__frame *frame; /* frame[0] is no function: id 0, at the stack's upper end */
    struct hm__frame *top;   /* frame[1] to here are on the stack */
    struct hm__frame *last;  /* that there is room for */
    uint32_t over;           /* calls beyond the room that could be had */
    uint64_t ids;            /* last id given out */
    uintptr_t busy;    /* stack pointer of the hook at work; 0: none; UINTPTR_MAX: a heap event */
    uintptr_t low;     /* the thread's own stack: [low, low + size) */
    uintptr_t size;    /* in bytes */
    uintptr_t alt_low; /* the alternate signal stack last seen */
    uintptr_t alt_size;
    uint32_t thread; /* serial number, for events */
    union {          /* what the short paths leave to the long ones: read at one stroke */
        struct {
            bool away;   /* some frame on the stack is on the alternate signal stack */
            bool jumped; /* longjmp was called since the last hook */
            bool lost;   /* the thread switches stacks: nothing can be said any more */
            bool slowly; /* events are listed, calls were not followed, or the first is to come */
        };
        uint32_t special;
    };
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
    return s->top;
}

/* How many frames are on the stack. */
static inline uint32_t hm__shadow_depth(const struct hm__shadow *s)
{
    return (uint32_t)(s->top - s->frame);
}

/* Where the frame was entered its return address must still be. Without a frame pointer that place
 * is not known, and the frame gets the benefit of the doubt. */
static inline bool hm__shadow_overwritten(const struct hm__frame *f)
{
    return f->cfa != f->sp && *(const uintptr_t *)(f->cfa - sizeof(void *)) != f->call;
}

/* The hash of a frame that is entered on top of `under`. */
static inline uint64_t hm__shadow_hash(const struct hm__frame *under, const struct hm__step *step)
{
    return ((under->hash + step->pc) * 0x9e3779b97f4a7c15u) ^ step->call;
}

/* The short paths: what nearly every call takes. False: nothing was done, take the long one. */
static inline bool hm__shadow_enter_short(struct hm__shadow *s, const struct hm__step *step)
{
    if (s->busy != 0)
        return false;
    s->busy = step->sp;
    __asm__ volatile("" ::: "memory");
    struct hm__frame *f = s->top;
    bool plain = s->special == 0 && step->sp >= s->low && f->sp >= step->cfa &&
                 !hm__shadow_overwritten(f) && f != s->last;
    if (__builtin_expect(plain, 1)) {
        f++;
        f->id = ++s->ids;
        f->fn = step->fn;
        f->pc = step->pc;
        f->call = step->call;
        f->sp = step->sp;
        f->cfa = step->cfa;
        f->hash = hm__shadow_hash(f - 1, step);
        s->top = f;
    }
    __asm__ volatile("" ::: "memory");
    s->busy = 0;
    return plain;
}

/* Needs no guard: one store, and only the frame that is leaving can match. */
static inline bool hm__shadow_leave_short(struct hm__shadow *s, uintptr_t fn, uintptr_t sp)
{
    const struct hm__frame *top = hm__shadow_top(s);
    if (top->fn != fn || top->sp != sp || s->slowly)
        return false;
    s->top--;
    return true;
}

/* True if hm__shadow_settle(s, sp) would surely change nothing. */
static inline bool hm__shadow_settled(const struct hm__shadow *s, uintptr_t sp)
{
    const struct hm__frame *top = hm__shadow_top(s);
    return s->special == 0 && sp >= s->low && top->sp >= sp && !hm__shadow_overwritten(top);
}

#endif
