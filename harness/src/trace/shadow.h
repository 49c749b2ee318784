/* shadow.h -- one thread's shadow stack: which activations are alive.
 *
 * Function entry pushes a frame. Nearly all of that is done by the program itself, inline and
 * without a question (heapmark/hooks.h); what it leaves out is made up for at the next heap event:
 * frames that are still without a number are checked and numbered then, outermost first. The
 * numbers, activation ids, only grow, so the frames on the stack with id <= T are exactly those
 * that were alive when the counter stood at T and were not left since. Frames that were left
 * without saying so (longjmp, exceptions) are recognised by address: a machine stack grows down, so
 * a frame whose stack pointer lies below that of code now running is gone.
 *
 * Contract: every function belongs to the thread that owns the struct and is async-signal-safe. A
 * signal handler may push and pop whatever it interrupts; if that is a long path or a heap event it
 * finds `busy` set and asks for nothing else. Nothing here allocates from the program's heap:
 * frames live in a mapping that is reserved at the start and touched as the stack deepens. */
#ifndef HM_TRACE_SHADOW_H
#define HM_TRACE_SHADOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/hook_stack.h>

#include "trace/raw.h"

struct hm__shadow {
    struct hm_hook_stack open;   /* what the program writes; see gate() in shadow.c */
    struct hm_hook_frame *frame; /* frame[0] is no function: id 0, at the stack's upper end */
    struct hm_hook_frame *limit; /* the last that there is room for */
    uint32_t over;               /* calls beyond the room that could be had */
    uint32_t thread;             /* serial number, for events */
    uint64_t ids;                /* last id given out */
    uintptr_t busy;    /* stack pointer of the hook at work; 0: none; UINTPTR_MAX: a heap event */
    uintptr_t low;     /* the thread's own stack: [low, low + size) */
    uintptr_t size;    /* in bytes */
    uintptr_t alt_low; /* the alternate signal stack last seen */
    uintptr_t alt_size;
    union { /* what the short paths leave to the long ones: read at one stroke */
        struct {
            bool away;   /* some frame on the stack is on the alternate signal stack */
            bool jumped; /* longjmp was called since the last hook */
            bool blind;  /* which frames are alive is not known: lost, or amid a push or pop */
            bool slowly; /* events are listed, calls were not followed, or the first is to come */
        };
        uint32_t special;
    };
    bool lost; /* the thread switches stacks: nothing can be said any more */
};

/* 0, or -1 if there is no memory. [low, low + size) is the thread's stack; size 0: accept every
 * address. */
int hm__shadow_init(struct hm__shadow *s, uint32_t thread, uintptr_t low, uintptr_t size);

/* The same for a struct that was another thread's. */
int hm__shadow_reset(struct hm__shadow *s, uint32_t thread, uintptr_t low, uintptr_t size);

void hm__shadow_enter(struct hm__shadow *s, const struct hm_hook_step *step);

/* tail: the exit hook was jumped to, so sp is the frame's cfa. */
void hm__shadow_leave(struct hm__shadow *s, const struct hm_hook_step *step, bool tail);

/* The program is about to longjmp, to where is not known. */
void hm__shadow_jump(struct hm__shadow *s);

/* The thread goes on on another stack. */
void hm__shadow_lose(struct hm__shadow *s);

/* Nothing more is followed: the program's own hooks must ask, and are to be told no. */
void hm__shadow_close(struct hm__shadow *s);

/* Code with stack pointer sp runs: drop the frames that cannot be alive, number the others. */
void hm__shadow_settle(struct hm__shadow *s, uintptr_t sp);

/* Index of the deepest frame with id <= birth, found by binary search; 0: none. All frames must be
 * numbered. */
uint32_t hm__shadow_home(const struct hm__shadow *s, uint64_t birth);

static inline const struct hm_hook_frame *hm__shadow_top(const struct hm__shadow *s)
{
    return s->open.top;
}

/* How many frames are on the stack. */
static inline uint32_t hm__shadow_depth(const struct hm__shadow *s)
{
    return (uint32_t)(s->open.top - s->frame);
}

/* The activation that is innermost; the last one numbered while that cannot be said. */
static inline uint64_t hm__shadow_tip(const struct hm__shadow *s)
{
    return s->blind && !s->lost ? s->ids : s->open.top->id;
}

/* Where the frame was entered its return address must still be. Without a frame pointer that place
 * is not known, and the frame gets the benefit of the doubt. */
static inline bool hm__shadow_overwritten(const struct hm_hook_frame *f)
{
    return *(const uintptr_t *)(f->cfa - sizeof(void *)) != f->call && f->cfa != f->sp;
}

static inline bool hm__shadow_numbered(const struct hm_hook_frame *f)
{
    return f->hash != 0;
}

/* A push as the contract of hook_stack.h has it. There is room. */
static inline void hm__shadow_push(struct hm__shadow *s, const struct hm_hook_step *step)
{
    volatile struct hm_hook_frame *f = s->open.top + 1;
    *(struct hm_hook_frame *volatile *)&s->open.top = (struct hm_hook_frame *)f;
    f->fn = step->fn;
    f->pc = step->pc;
    f->call = step->call;
    f->cfa = step->cfa;
    f->sp = step->sp;
}

static inline void hm__shadow_pop(struct hm__shadow *s)
{
    volatile struct hm_hook_frame *f = s->open.top;
    f->sp = 0;
    f->hash = 0;
    *(struct hm_hook_frame *volatile *)&s->open.top = (struct hm_hook_frame *)(f - 1);
}

/* Bit 0 is spent on saying that there is one. */
static inline uint64_t hm__shadow_hash(uint64_t under, const struct hm_hook_frame *f)
{
    uint64_t own = (f->pc ^ f->call << 17) * 0x9e3779b97f4a7c15u;
    return ((under << 7 | under >> 57) + own) | 1;
}

/* hm__shadow_settle(s, sp) in the usual case. False: it is not, the long way must do it. */
static inline bool hm__shadow_settled(struct hm__shadow *s, uintptr_t sp)
{
    struct hm_hook_frame *top = s->open.top, *f = top;
    if (s->special != 0 || sp < s->low || top->sp < sp)
        return false;
    while (!hm__shadow_numbered(f))
        f--;
    if (hm__shadow_overwritten(f))
        return false;
    uint64_t id = s->ids, hash = f->hash;
    uintptr_t under = f->sp;
    for (; f != top; under = f->sp) {
        f++;
        if (__builtin_expect(f->sp == 0 || under < f->cfa || hm__shadow_overwritten(f), 0))
            return false;
        hash = hm__shadow_hash(hash, f);
        f->id = ++id;
        f->hash = hash;
        s->ids = id;
    }
    return true;
}

#endif
