/* shadow.c -- the slow path of the shadow stack: find out which frames are still alive. */
#include "tracer/shadow.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>

#include "base/likely.h"
#include "tracer/state.h"

#define barrier() __asm__ volatile("" ::: "memory")

enum {
    FRAME_MIN = 16, /* bytes of machine stack that each call takes at least */
    ROOM_MIN = 1 << 10,
    ROOM_MAX = 1 << 24,
    ROOM_UNKNOWN = 1 << 22,
    PROLOGUE_MAX = 96, /* the entry hook of an out-of-line function is this near to its start */
    SEARCH_MAX = 64,
};

/* Frames that a stack of so many bytes can hold. */
static size_t room_for(uintptr_t size)
{
    size_t room = size != 0 ? size / FRAME_MIN : ROOM_UNKNOWN;
    return room < ROOM_MIN ? ROOM_MIN : room > ROOM_MAX ? ROOM_MAX : room;
}

/* Reserve addresses for the frames: fewer if there are not that many addresses. */
static bool make_room(struct hm_tracer_shadow *s, uintptr_t size)
{
    for (size_t room = room_for(size); room >= ROOM_MIN; room /= 4) {
        s->frame = hm_tracer_reserve(room * sizeof *s->frame);
        s->limit = s->frame + room - 1;
        if (s->frame != NULL)
            return true;
    }
    return false;
}

static size_t room(const struct hm_tracer_shadow *s)
{
    return (size_t)(s->limit - s->frame) + 1;
}

static struct hm_hook_frame no_frame;
static struct hm_hook_stack closed = { .top = &no_frame }; /* every hook calls the tracer */

/* The inlined hooks push and pop without calling us unless a flag of slow_path is set. */
static void allow_fast_path(struct hm_tracer_shadow *s, bool may)
{
    s->open.last = may ? s->limit : NULL;
    if (s->here != NULL)
        *s->here = may ? &s->open : &closed;
}

static void choose_path(struct hm_tracer_shadow *s)
{
    const struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    s->call_always = h->events < h->events_max || s->overflow > 0 || h->hooked == 0;
    allow_fast_path(s, s->slow_path == 0);
}

static void begin(struct hm_tracer_shadow *s, uint32_t thread, uintptr_t low, uintptr_t size)
{
    struct hm_hook_frame *frame = s->frame, *limit = s->limit;

    memset(s, 0, sizeof *s);
    s->frame = s->open.top = frame;
    s->limit = limit;
    s->thread = thread;
    s->low = low;
    s->size = size != 0 ? size : UINTPTR_MAX;
    s->call_always = true;
    s->open.id = 1;
    uintptr_t high = s->low + s->size;
    frame[0] = (struct hm_hook_frame){ .sp = high, .cfa = (uintptr_t)(&s->nothing + 1), .hash = 1 };
}

int hm_tracer_shadow_init(struct hm_tracer_shadow *s, uint32_t thread, uintptr_t low,
                          uintptr_t size)
{
    if (!make_room(s, size))
        return -1;
    begin(s, thread, low, size);
    return 0;
}

int hm_tracer_shadow_reset(struct hm_tracer_shadow *s, uint32_t thread, uintptr_t low,
                           uintptr_t size)
{
    if (room(s) < room_for(size)) {
        munmap(s->frame, room(s) * sizeof *s->frame);
        return hm_tracer_shadow_init(s, thread, low, size);
    }
    while (s->open.top > s->frame)
        hm_tracer_shadow_pop(s);
    begin(s, thread, low, size);
    return 0;
}

static void note_leave(const struct hm_tracer_shadow *s, uint64_t jumped_over)
{
    if (HM_BASE_UNLIKELY(hm_tracer_trace.raw.header->events_max != 0))
        hm_tracer_event(HM_TRACER_EV_LEAVE, s->thread, s->open.top->id, jumped_over, 0, 0);
}

static void drop(struct hm_tracer_shadow *s)
{
    note_leave(s, 1);
    s->overflow = 0;
    hm_tracer_shadow_pop(s);
}

void hm_tracer_shadow_show(struct hm_tracer_shadow *s, struct hm_hook_stack **here)
{
    s->here = here;
    allow_fast_path(s, s->slow_path == 0);
}

void hm_tracer_shadow_close(struct hm_tracer_shadow *s)
{
    s->call_always = true;
    allow_fast_path(s, false);
}

void hm_tracer_shadow_switch(struct hm_tracer_shadow *s)
{
    while (s->open.top > s->frame)
        drop(s);
    s->switched = s->unknown = true;
    allow_fast_path(s, false);
    hm_tracer_trace.raw.header->switched = 1;
}

/* Asked anew each time: the program may set up another signal stack, or use the memory of the old
 * one for something else. */
static void find_alternate(struct hm_tracer_shadow *s)
{
    stack_t now;
    bool there = sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE);
    s->alt_low = there ? (uintptr_t)now.ss_sp : 0;
    s->alt_size = there ? now.ss_size : 0;
}

static bool on_alternate_stack(struct hm_tracer_shadow *s, uintptr_t sp)
{
    find_alternate(s);
    return hm_tracer_shadow_alternate(s, sp);
}

/* If sp or a frame lies outside the thread's stack, it must be on the signal stack. Otherwise stop
 * tracing this thread: it has switched to a stack that we do not know. */
static void check_stack(struct hm_tracer_shadow *s, uintptr_t sp)
{
    bool known = hm_tracer_shadow_own(s, sp) || on_alternate_stack(s, sp);
    while (known && hm_tracer_shadow_own(s, sp) && !hm_tracer_shadow_own(s, s->open.top->sp) &&
           s->open.top > s->frame) {
        known = on_alternate_stack(s, s->open.top->sp);
        drop(s);
    }
    if (!known)
        hm_tracer_shadow_switch(s);
}

/* Does the function now entered return to where f returns, from the same machine frame? Without a
 * frame pointer the cfa is the stack pointer, which may be lower than at the entry of f. */
static bool same_frame(const struct hm_hook_frame *f, const struct hm_hook_step *step)
{
    bool no_pointers = f->cfa == f->sp && step->cfa == step->sp && step->sp <= f->sp;
    return f->call == step->call && (f->cfa == step->cfa || no_pointers);
}

/* Is f, or a frame below that shares its machine frame, already the instance of a function that is
 * entered at this place? */
static bool entered_before(const struct hm_hook_frame *f, const struct hm_hook_step *step)
{
    for (uintptr_t cfa = f->cfa; f->cfa == cfa && f->call == step->call; f--)
        if (f->pc == step->pc)
            return true;
    return false;
}

/* Is the function now entered running in its own out-of-line copy? `f` has the same machine frame.
 * A short copy may lie just before the function that it is inlined into: then that one's start is
 * between the two addresses. */
static bool out_of_line(const struct hm_hook_frame *f, const struct hm_hook_step *step)
{
    if (step->pc - step->fn > PROLOGUE_MAX)
        return false;
    for (uintptr_t cfa = f->cfa; f->cfa == cfa && f->call == step->call; f--)
        if (f->fn > step->fn && f->fn <= step->pc)
            return false;
    return true;
}

/* Does the function now entered share the machine frame of f? Then it is inlined into f, if f is
 * alive. */
static bool inlined_into(const struct hm_hook_frame *f, const struct hm_hook_step *step)
{
    return same_frame(f, step) && !out_of_line(f, step) && !entered_before(f, step);
}

/* True if the frame on top cannot be alive where `step` is entered. */
static bool dead_at(const struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    const struct hm_hook_frame *f = s->open.top;
    return f > s->frame && hm_tracer_shadow_own(s, f->sp) == hm_tracer_shadow_own(s, step->sp) &&
           (hm_tracer_shadow_overwritten(f) || (f->sp < step->cfa && !inlined_into(f, step)));
}

/* After a longjmp the functions inlined into the target's machine frame are gone. A function that
 * calls setjmp is never inlined, so it is the outermost of the frames that share its machine
 * frame. */
static void drop_inlined(struct hm_tracer_shadow *s)
{
    s->jumped = false;
    while (s->open.top - s->frame > 1 && s->open.top->cfa == s->open.top[-1].cfa &&
           s->open.top->call == s->open.top[-1].call)
        drop(s);
}

static bool dead_after_jump(const struct hm_tracer_shadow *s, const struct hm_hook_frame *f,
                            uintptr_t to)
{
    return f > s->frame && (hm_tracer_shadow_own(s, f->sp) == hm_tracer_shadow_own(s, to)
                                ? f->sp < to
                                : hm_tracer_shadow_own(s, to));
}

void hm_tracer_shadow_jump(struct hm_tracer_shadow *s, uintptr_t to)
{
    s->jumped = true;
    allow_fast_path(s, false);
    if (to == 0)
        return;
    find_alternate(s);
    if (s->busy < to && hm_tracer_shadow_own(s, to) && s->busy != 0) /* a signal came in a hook */
        s->busy = 0;
    while (dead_after_jump(s, s->open.top, to))
        drop(s);
}

/* A frame with sp 0 is half pushed or half popped, and we are in a signal handler that came in
 * between. Until the frame is complete it is not known which frames are alive. */
static void find_partial(struct hm_tracer_shadow *s)
{
    if (s->open.top->sp == 0)
        s->partial = s->open.top;
    if (s->partial != NULL && (s->partial > s->open.top || s->partial->sp != 0))
        s->partial = NULL;
    s->unknown = s->switched || s->partial != NULL;
}

/* The start of every slow path, at stack pointer sp. False: which frames are alive is not known. */
static bool frames_known(struct hm_tracer_shadow *s, uintptr_t sp)
{
    find_partial(s);
    if (!s->unknown)
        check_stack(s, sp);
    return !s->unknown;
}

/* Is a hook at work that a signal interrupted? No if siglongjmp has left it: its stack pointer then
 * lies below ours. */
static bool nested(struct hm_tracer_shadow *s, uintptr_t sp)
{
    bool left = s->busy != UINTPTR_MAX && s->busy <= sp && hm_tracer_shadow_own(s, sp) &&
                hm_tracer_shadow_own(s, s->busy);
    if (left)
        s->busy = 0;
    return !left;
}

/* A function inlined into the one on top may be entered while arguments of an earlier call are
 * still on the machine stack: gcc takes them off later (-fdefer-pop), and then the function runs
 * above the stack pointer of its entry. The frame is alive as long as the one on top is. */
static void push_inlined(struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    struct hm_hook_step in_frame = *step;

    if (s->open.top->sp > step->sp) {
        in_frame.sp = s->open.top->sp;
        in_frame.cfa = s->open.top->cfa;
    }
    hm_tracer_shadow_push(s, &in_frame);
}

static void enter(struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    bool known = frames_known(s, step->sp);
    if (s->switched)
        return;
    if (known && dead_at(s, step))
        find_alternate(s); /* a signal handler may run in the middle of the stack */
    while (known && dead_at(s, step))
        drop(s);
    if (known && s->jumped)
        drop_inlined(s);
    if (HM_BASE_UNLIKELY(s->open.top == s->limit)) {
        s->overflow++;
        hm_tracer_trace.raw.header->frames_lost++;
        return;
    }
    if (known && s->open.top > s->frame && inlined_into(s->open.top, step))
        push_inlined(s, step);
    else
        hm_tracer_shadow_push(s, step);
    if (HM_BASE_UNLIKELY(hm_tracer_trace.raw.header->events_max != 0)) {
        s->open.id++; /* events tell activations apart by it */
        hm_tracer_event(HM_TRACER_EV_ENTER, s->thread, s->open.top->id, step->pc, step->fn,
                        s->open.top[-1].id);
    }
}

/* Is the function now entered inlined into the one on top, which is alive, and all else as usual?
 * Then the fast path is left only because the machine frame is not a new one. */
static bool plainly_inlined(const struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    const struct hm_hook_frame *top = s->open.top;
    return s->slow_path == 0 && s->busy == 0 && top->sp != 0 && top->sp >= step->sp &&
           top > s->frame && top < s->limit && hm_tracer_trace.raw.header->events_max == 0 &&
           !hm_tracer_shadow_overwritten(top) && inlined_into(top, step);
}

void hm_tracer_shadow_enter(struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    if (plainly_inlined(s, step)) {
        push_inlined(s, step);
        return;
    }
    if (HM_BASE_UNLIKELY(s->busy != 0) && nested(s, step->sp))
        return;
    s->busy = step->sp;
    barrier();
    hm_tracer_trace.raw.header->hooked = 1;
    enter(s, step);
    choose_path(s);
    barrier();
    s->busy = 0;
}

static void pop_to(struct hm_tracer_shadow *s, const struct hm_hook_frame *frame)
{
    while (s->open.top > frame)
        drop(s);
    note_leave(s, 0);
    hm_tracer_shadow_pop(s);
}

/* Pop the frame that is left, mostly the top one. If it is not found nothing changes. The innermost
 * frame of the function is it even if it was entered elsewhere: gcc inlines the start of a function
 * alone, and the rest, with the exit hook, has a machine frame of its own (partial inlining). */
static void leave(struct hm_tracer_shadow *s, const struct hm_hook_step *step, bool tail)
{
    if (s->overflow > 0) {
        s->overflow--;
        return;
    }
    const struct hm_hook_frame *f = s->open.top;
    for (uint32_t seen = 0; f > s->frame && seen < SEARCH_MAX; f--, seen++) {
        bool there = tail ? f->cfa == step->sp || f->cfa == f->sp : f->sp >= step->sp;
        bool same_call = f->call == step->call || (seen == 0 && !tail);
        if (f->fn == step->fn && same_call && there &&
            hm_tracer_shadow_own(s, f->sp) == hm_tracer_shadow_own(s, step->sp)) {
            pop_to(s, f);
            return;
        }
    }
}

void hm_tracer_shadow_leave(struct hm_tracer_shadow *s, const struct hm_hook_step *step, bool tail)
{
    if (HM_BASE_UNLIKELY(s->busy != 0) && nested(s, step->sp))
        return;
    s->busy = step->sp;
    barrier();
    leave(s, step, tail);
    find_partial(s);
    choose_path(s);
    barrier();
    s->busy = 0;
}

static bool dead_below(const struct hm_tracer_shadow *s, uintptr_t sp)
{
    const struct hm_hook_frame *f = s->open.top;
    return f > s->frame && hm_tracer_shadow_own(s, f->sp) == hm_tracer_shadow_own(s, sp) &&
           (f->sp < sp || hm_tracer_shadow_overwritten(f));
}

void hm_tracer_shadow_settle(struct hm_tracer_shadow *s, uintptr_t sp)
{
    if (frames_known(s, sp)) {
        if (dead_below(s, sp))
            find_alternate(s);
        while (dead_below(s, sp))
            drop(s);
        if (HM_BASE_UNLIKELY(s->jumped))
            drop_inlined(s);
    }
    choose_path(s);
}

uint32_t hm_tracer_shadow_home(const struct hm_tracer_shadow *s, uint64_t birth)
{
    uint32_t low = 0, high = hm_tracer_shadow_depth(s);
    while (low < high) { /* frame[low].id <= birth < frame[high + 1].id */
        uint32_t middle = high - (high - low) / 2;
        if (s->frame[middle].id <= birth)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
