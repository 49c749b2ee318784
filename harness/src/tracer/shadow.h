/* shadow.h -- one thread's shadow stack: which activations are alive.
 *
 * Function entry pushes an activation record ("frame"), stamped with the number of births so far.
 * So the frames with id <= T are exactly those that were alive at the T-th birth and have not been
 * left since. The hooks that heapmark/hooks.h inlines into the program do nearly every push and pop
 * (the fast path). The functions here are the slow path: the first call of a thread, and
 * everything out of the ordinary. A frame that was left without its exit hook (longjmp, exceptions)
 * is recognised by its address: the machine stack grows down, so a frame whose stack pointer lies
 * below that of the code now running is dead.
 *
 *            first hook              longjmp, events to list, no room left, signal in a push
 *   [fresh] ------------> [fast path] -----------------------------------------> [slow path]
 *                                     <-----------------------------------------
 *                                     a hook or heap event finds no flag set any more
 *   any -- the thread changes its stack --> [switched] -- hm_tracer_shadow_reset() --> [fresh]
 *
 * state        meaning                             set by                   cleared by
 * call_always  every hook must call the tracer     start, no entry so far,  slow path without cause
 *                                                  events to list, overflow
 * overflow     calls for which there was no room   entry on a full stack    their exits
 * jumped       longjmp came since the last hook    longjmp()                entry, heap event
 * partial      a frame is half pushed or popped:   slow path that finds     slow path that finds it
 *              we are in a signal handler          sp 0 on top              complete or gone
 * switched     the thread runs on another stack:   swapcontext(), or sp on  reset
 *              none of its frames is known         an unknown stack
 * unknown      which frames live is not known      partial, switched        with them
 * busy         a hook or heap event is at work;    its start                its end, or a longjmp
 *              hooks that interrupt it do nothing                           out of it
 * alt_*        the alternate signal stack          each use: it may move    -
 *
 * Contract: every function belongs to the thread that owns the struct and is async-signal-safe. A
 * signal handler may push and pop whatever it interrupts. Nothing here allocates from the program's
 * heap: frames live in a mapping that is reserved at the start and takes memory as the stack
 * deepens. */
#ifndef HM_TRACER_SHADOW_H
#define HM_TRACER_SHADOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/hook_stack.h>

struct hm_tracer_shadow {
    struct hm_hook_stack open;     /* what the program writes */
    struct hm_hook_stack **here;   /* the program's pointer to `open`; NULL: it did not ask yet */
    struct hm_hook_frame *frame;   /* frame[0] is no function: id 0, at the stack's upper end */
    struct hm_hook_frame *limit;   /* the last frame that there is room for */
    struct hm_hook_frame *partial; /* the frame that is half pushed or half popped; NULL: none */
    uint32_t overflow;             /* calls now under way for which there was no room */
    uint32_t thread;               /* serial number, for events */
    uintptr_t busy;     /* stack pointer of the hook at work; 0: none; UINTPTR_MAX: a heap event */
    uintptr_t low;      /* the thread's own stack: [low, low + size) */
    uintptr_t size;     /* in bytes */
    uintptr_t alt_low;  /* the alternate signal stack last seen */
    uintptr_t alt_size; /* in bytes; 0: none */
    uintptr_t nothing;  /* 0: the return address of frame[0] */
    union {             /* flags that send the fast path to the slow path, tested with one load */
        struct {
            bool jumped;
            bool unknown;
            bool switched;
            bool call_always;
        };
        uint32_t slow_path;
    };
};

/* [low, low + size) is the thread's stack, in bytes; size 0: accept every address. Returns 0, or -1
 * if there is no memory. */
int hm_tracer_shadow_init(struct hm_tracer_shadow *s, uint32_t thread, uintptr_t low,
                          uintptr_t size);

/* The same for a struct that belonged to a thread that ended. */
int hm_tracer_shadow_reset(struct hm_tracer_shadow *s, uint32_t thread, uintptr_t low,
                           uintptr_t size);

/* The program's inlined hooks look for the stack at *here. From now on the tracer sets it: to
 * `open` on the fast path, else to a stack on which every hook calls the tracer. */
void hm_tracer_shadow_show(struct hm_tracer_shadow *s, struct hm_hook_stack **here);

/* Stop following this thread: every hook calls the tracer, which ignores it. */
void hm_tracer_shadow_close(struct hm_tracer_shadow *s);

/* A function was entered. Does nothing inside another hook. */
void hm_tracer_shadow_enter(struct hm_tracer_shadow *s, const struct hm_hook_step *step);

/* A function was left. tail: its exit hook was jumped to, so step->sp is the frame's cfa. */
void hm_tracer_shadow_leave(struct hm_tracer_shadow *s, const struct hm_hook_step *step, bool tail);

/* The program is about to longjmp to where the stack pointer is `to`; 0: that is not known. */
void hm_tracer_shadow_jump(struct hm_tracer_shadow *s, uintptr_t to);

/* The thread goes on on another stack. */
void hm_tracer_shadow_switch(struct hm_tracer_shadow *s);

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

/* Is sp on the alternate signal stack? It is when it equals the high end: that stack is empty then.
 * It is not when it equals the low end: that is the frame in which the signal stack is an array. */
static inline bool hm_tracer_shadow_alternate(const struct hm_tracer_shadow *s, uintptr_t sp)
{
    return sp - s->alt_low - 1 < s->alt_size;
}

/* Is sp on the thread's own stack, and not on an alternate signal stack inside that? */
static inline bool hm_tracer_shadow_own(const struct hm_tracer_shadow *s, uintptr_t sp)
{
    return sp - s->low < s->size && !hm_tracer_shadow_alternate(s, sp);
}

/* True if the frame's return address is no longer in its place on the machine stack. A function
 * without a frame pointer does not say where that place is: then false. */
static inline bool hm_tracer_shadow_overwritten(const struct hm_hook_frame *f)
{
    return *(const uintptr_t *)(f->cfa - sizeof(void *)) != f->call && f->cfa != f->sp;
}

/* Push in the order that hook_stack.h prescribes. The caller has checked that there is room. */
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
    f->hash = HM_HOOK_HASH(under, step->pc, step->call);
    f->sp = step->sp;
}

static inline void hm_tracer_shadow_pop(struct hm_tracer_shadow *s)
{
    volatile struct hm_hook_frame *f = s->open.top;
    f->sp = 0;
    *(struct hm_hook_frame *volatile *)&s->open.top = s->open.top - 1;
}

/* The fast path of an entry. False: nothing was done; call hm_tracer_shadow_enter(). */
static inline bool hm_tracer_shadow_entered(struct hm_tracer_shadow *s,
                                            const struct hm_hook_step *step)
{
    const struct hm_hook_frame *under = s->open.top;
    if (under >= s->open.last || under->sp < step->cfa || hm_tracer_shadow_overwritten(under))
        return false;
    if (under->call == step->call && under->pc != step->pc && under->sp != step->sp)
        return false; /* perhaps inlined, without a frame pointer */
    hm_tracer_shadow_push(s, step);
    return true;
}

/* The fast path of an exit. False: nothing was done; call hm_tracer_shadow_leave(). */
static inline bool hm_tracer_shadow_left(struct hm_tracer_shadow *s,
                                         const struct hm_hook_step *step)
{
    const struct hm_hook_frame *top = s->open.top;
    if (s->open.last == NULL || top->fn != step->fn ||
        (top->sp != step->sp && top->cfa != step->cfa))
        return false;
    hm_tracer_shadow_pop(s);
    return true;
}

/* True only if hm_tracer_shadow_settle(s, sp) would change nothing. */
static inline bool hm_tracer_shadow_settled(const struct hm_tracer_shadow *s, uintptr_t sp)
{
    const struct hm_hook_frame *top = s->open.top;
    return s->slow_path == 0 && sp >= s->low && top->sp >= sp && !hm_tracer_shadow_overwritten(top);
}

#endif
