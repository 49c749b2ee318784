/* shadow.h -- one thread's shadow stack: which activations are alive.
 *
 * Function entry pushes a frame, stamped with the number of births so far. So the frames on the
 * stack with id <= T are exactly those that were alive at the T-th birth and were not left since.
 * Nearly every push and pop is done by the program itself, inline (heapmark/hooks.h); the long ways
 * here are for the first call of a thread and for everything out of the ordinary. Frames that were
 * left without saying so (longjmp, exceptions) are recognised by address: a machine stack grows
 * down, so a frame whose stack pointer lies below that of code now running is gone.
 *
 * Contract: every function belongs to the thread that owns the struct and is async-signal-safe. A
 * signal handler may push and pop whatever it interrupts; if that is a long way or a heap event it
 * finds `busy` set and asks for nothing else. Nothing here allocates from the program's heap:
 * frames live in a mapping that is reserved at the start and touched as the stack deepens. */
#ifndef HM_TRACER_SHADOW_H
#define HM_TRACER_SHADOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/hook_stack.h>

#include "tracer/raw.h"

struct hm_tracer_shadow {
    struct hm_hook_stack open;   /* what the program writes */
    struct hm_hook_stack **here; /* where the program looks for it; NULL: it did not ask yet */
    struct hm_hook_frame *frame; /* frame[0] is no function: id 0, at the stack's upper end */
    struct hm_hook_frame *limit; /* the last that there is room for */
    struct hm_hook_frame *half;  /* a frame that was found amid a push or a pop; or NULL */
    uint32_t over;               /* calls beyond the room that could be had */
    uint32_t thread;             /* serial number, for events */
    uintptr_t busy;    /* stack pointer of the hook at work; 0: none; UINTPTR_MAX: a heap event */
    uintptr_t low;     /* the thread's own stack: [low, low + size) */
    uintptr_t size;    /* in bytes */
    uintptr_t alt_low; /* the alternate signal stack last seen */
    uintptr_t alt_size;
    uintptr_t nothing; /* 0: the return address of frame[0] */
    union {            /* what the short ways leave to the long ones: read at one stroke */
        struct {
            bool jumped; /* longjmp was called since the last hook */
            bool blind;  /* which frames are alive is not known: lost, or half */
            bool lost;   /* the thread switches stacks: nothing can be said any more */
            bool slowly; /* events are listed, calls were not followed, or the first is to come */
        };
        uint32_t special;
    };
};

/* 0, or -1 if there is no memory. [low, low + size) is the thread's stack; size 0: accept every
 * address. */
int hm_tracer_shadow_init(struct hm_tracer_shadow *s, uint32_t thread, uintptr_t low,
                          uintptr_t size);

/* The same for a struct that was another thread's. */
int hm_tracer_shadow_reset(struct hm_tracer_shadow *s, uint32_t thread, uintptr_t low,
                           uintptr_t size);

/* The program's own hooks will look for the stack at *here. */
void hm_tracer_shadow_show(struct hm_tracer_shadow *s, struct hm_hook_stack **here);

/* Nothing more is followed: the program's own hooks must ask, and are to be told no. */
void hm_tracer_shadow_close(struct hm_tracer_shadow *s);

void hm_tracer_shadow_enter(struct hm_tracer_shadow *s, const struct hm_hook_step *step);

/* tail: the exit hook was jumped to, so sp is the frame's cfa. */
void hm_tracer_shadow_leave(struct hm_tracer_shadow *s, const struct hm_hook_step *step, bool tail);

/* The program is about to longjmp to where the stack pointer is `to`; 0: that is not known. */
void hm_tracer_shadow_jump(struct hm_tracer_shadow *s, uintptr_t to);

/* The thread goes on on another stack. */
void hm_tracer_shadow_lose(struct hm_tracer_shadow *s);

/* Code with stack pointer sp runs: drop the frames that cannot be alive. */
void hm_tracer_shadow_settle(struct hm_tracer_shadow *s, uintptr_t sp) __attribute__((cold));

/* Index of the deepest frame with id <= birth, found by binary search; 0: none. */
uint32_t hm_tracer_shadow_home(const struct hm_tracer_shadow *s, uint64_t birth);

static inline const struct hm_hook_frame *hm_tracer_shadow_top(const struct hm_tracer_shadow *s)
{
    return s->open.top;
}

/* How many frames are on the stack. */
static inline uint32_t hm_tracer_shadow_depth(const struct hm_tracer_shadow *s)
{
    return (uint32_t)(s->open.top - s->frame);
}

/* A stack pointer that points at its low end has used it all: it is that of the frame it lies in.
 */
static inline bool hm_tracer_shadow_alternate(const struct hm_tracer_shadow *s, uintptr_t sp)
{
    return sp - s->alt_low - 1 < s->alt_size;
}

/* On the thread's own stack, and not on an alternate one that is part of it. */
static inline bool hm_tracer_shadow_own(const struct hm_tracer_shadow *s, uintptr_t sp)
{
    return sp - s->low < s->size && !hm_tracer_shadow_alternate(s, sp);
}

/* Where the frame was entered its return address must still be. Without a frame pointer that place
 * is not known, and the frame gets the benefit of the doubt. */
static inline bool hm_tracer_shadow_overwritten(const struct hm_hook_frame *f)
{
    return *(const uintptr_t *)(f->cfa - sizeof(void *)) != f->call && f->cfa != f->sp;
}

/* A push as the contract of hook_stack.h has it. There is room. */
static inline void hm_tracer_shadow_push(struct hm_tracer_shadow *s,
                                         const struct hm_hook_step *step)
{
    struct hm_hook_frame *under = s->open.top;
    volatile struct hm_hook_frame *f = under + 1;
    *(struct hm_hook_frame *volatile *)&s->open.top = under + 1;
    f->fn = step->fn;
    f->pc = step->pc;
    f->call = step->call;
    f->cfa = step->cfa;
    f->id = s->open.id;
    f->hash = HM_HOOK_HASH(under->hash, step->pc, step->call);
    f->sp = step->sp;
}

static inline void hm_tracer_shadow_pop(struct hm_tracer_shadow *s)
{
    volatile struct hm_hook_frame *f = s->open.top;
    f->sp = 0;
    *(struct hm_hook_frame *volatile *)&s->open.top = s->open.top - 1;
}

/* What nearly every call takes. False: nothing was done, take the long way. */
static inline bool hm_tracer_shadow_entered(struct hm_tracer_shadow *s,
                                            const struct hm_hook_step *step)
{
    const struct hm_hook_frame *under = s->open.top;
    if (under >= s->open.last || under->sp < step->cfa || hm_tracer_shadow_overwritten(under))
        return false;
    hm_tracer_shadow_push(s, step);
    return true;
}

static inline bool hm_tracer_shadow_left(struct hm_tracer_shadow *s,
                                         const struct hm_hook_step *step)
{
    const struct hm_hook_frame *top = s->open.top;
    if (s->open.last == NULL || top->fn != step->fn || top->sp != step->sp)
        return false;
    hm_tracer_shadow_pop(s);
    return true;
}

/* True if hm_tracer_shadow_settle(s, sp) would surely change nothing. */
static inline bool hm_tracer_shadow_settled(const struct hm_tracer_shadow *s, uintptr_t sp)
{
    const struct hm_hook_frame *top = s->open.top;
    return s->special == 0 && sp >= s->low && top->sp >= sp && !hm_tracer_shadow_overwritten(top);
}

#endif
