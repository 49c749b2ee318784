#include "tracer/shadow.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>

#include "tracer/tables.h"

#define barrier() __asm__ volatile("" ::: "memory")
#define rare(x)   __builtin_expect(!!(x), 0)

enum {
    FRAME_MIN = 16, /* bytes of machine stack that a call takes at least */
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

/* Addresses alone: a slot becomes memory when it is used. Less if so much cannot be had. */
static bool make_room(struct hm_tracer_shadow *s, uintptr_t size)
{
    for (size_t room = room_for(size); room >= ROOM_MIN; room /= 4) {
        void *frames = mmap(NULL, room * sizeof *s->frame, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (frames == MAP_FAILED)
            continue;
        s->frame = frames;
        s->limit = s->frame + room - 1;
        return true;
    }
    return false;
}

static size_t room(const struct hm_tracer_shadow *s)
{
    return (size_t)(s->limit - s->frame) + 1;
}

static struct hm_hook_frame no_frame;
static struct hm_hook_stack closed = { .top = &no_frame }; /* on which every hook asks */

/* The program's own hooks may push and pop as long as nothing is special. */
static void open_to(struct hm_tracer_shadow *s, bool may)
{
    s->open.last = may ? s->limit : NULL;
    if (s->here != NULL)
        *s->here = may ? &s->open : &closed;
}

static void gate(struct hm_tracer_shadow *s)
{
    const struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    s->slowly = h->events < h->events_max || s->over > 0;
    open_to(s, s->special == 0);
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
    s->slowly = true;
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
    if (rare(hm_tracer_trace.raw.header->events_max != 0))
        hm_tracer_event(HM_TRACER_EV_LEAVE, s->thread, s->open.top->id, jumped_over, 0, 0);
}

static void drop(struct hm_tracer_shadow *s)
{
    note_leave(s, 1);
    s->over = 0;
    hm_tracer_shadow_pop(s);
}

void hm_tracer_shadow_show(struct hm_tracer_shadow *s, struct hm_hook_stack **here)
{
    s->here = here;
    open_to(s, s->special == 0);
}

void hm_tracer_shadow_close(struct hm_tracer_shadow *s)
{
    s->slowly = true;
    open_to(s, false);
}

void hm_tracer_shadow_lose(struct hm_tracer_shadow *s)
{
    while (s->open.top > s->frame)
        drop(s);
    s->lost = s->blind = true;
    open_to(s, false);
    hm_tracer_trace.raw.header->switched = 1;
}

/* Asked again each time: the program may set up another, or use its memory for something else. */
static void look_for_alternate(struct hm_tracer_shadow *s)
{
    stack_t now;
    bool there = sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE);
    s->alt_low = there ? (uintptr_t)now.ss_sp : 0;
    s->alt_size = there ? now.ss_size : 0;
}

static bool on_alternate_stack(struct hm_tracer_shadow *s, uintptr_t sp)
{
    look_for_alternate(s);
    return hm_tracer_shadow_alternate(s, sp);
}

/* Code or frames off the thread's own stack are on the alternate signal stack, or all is lost. */
static void find_way(struct hm_tracer_shadow *s, uintptr_t sp)
{
    bool known = hm_tracer_shadow_own(s, sp) || on_alternate_stack(s, sp);
    while (known && hm_tracer_shadow_own(s, sp) && !hm_tracer_shadow_own(s, s->open.top->sp) &&
           s->open.top > s->frame) {
        known = on_alternate_stack(s, s->open.top->sp);
        drop(s);
    }
    if (!known)
        hm_tracer_shadow_lose(s);
}

/* True if a frame of the same physical function, from the same call, was entered at the same place.
 */
static bool entered_before(const struct hm_hook_frame *f, const struct hm_hook_step *step)
{
    for (; f->cfa == step->cfa && f->call == step->call; f--)
        if (f->pc == step->pc)
            return true;
    return false;
}

/* The newcomer shares the machine frame of f: inlined into it, if f lives. */
static bool inlined_into(const struct hm_hook_frame *f, const struct hm_hook_step *step)
{
    return f->cfa == step->cfa && f->call == step->call && step->pc - step->fn > PROLOGUE_MAX &&
           !entered_before(f, step);
}

/* True if the frame on top cannot be alive where `step` is entered. */
static bool dead_at(const struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    const struct hm_hook_frame *f = s->open.top;
    return f > s->frame && hm_tracer_shadow_own(s, f->sp) == hm_tracer_shadow_own(s, step->sp) &&
           (hm_tracer_shadow_overwritten(f) || (f->sp < step->cfa && !inlined_into(f, step)));
}

/* After a longjmp into f's machine frame what was inlined there is gone: a function that calls
 * setjmp is never inlined itself, so only the outermost of the frames that share one can be it. */
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
    open_to(s, false);
    if (to == 0)
        return;
    look_for_alternate(s);
    if (s->busy < to && hm_tracer_shadow_own(s, to) && s->busy != 0) /* a signal came in a hook */
        s->busy = 0;
    while (dead_after_jump(s, s->open.top, to))
        drop(s);
}

/* A frame with sp 0 is amid a push or a pop, and we in a signal handler that came in between:
 * whether it is alive cannot be said, nor what else is until that is over. */
static void look_for_half(struct hm_tracer_shadow *s)
{
    if (s->open.top->sp == 0)
        s->half = s->open.top;
    if (s->half != NULL && (s->half > s->open.top || s->half->sp != 0))
        s->half = NULL;
    s->blind = s->lost || s->half != NULL;
}

/* What every long way begins with, at stack pointer sp. False: nothing can be said here. */
static bool look(struct hm_tracer_shadow *s, uintptr_t sp)
{
    look_for_half(s);
    if (!s->blind)
        find_way(s, sp);
    return !s->blind;
}

/* A hook inside a hook: a signal arrived in the first one, unless that was left by siglongjmp. */
static bool nested(struct hm_tracer_shadow *s, uintptr_t sp)
{
    bool left = s->busy != UINTPTR_MAX && s->busy <= sp && hm_tracer_shadow_own(s, sp) &&
                hm_tracer_shadow_own(s, s->busy);
    if (left)
        s->busy = 0;
    return !left;
}

static void enter(struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    bool clear = look(s, step->sp);
    if (s->lost)
        return;
    if (clear && dead_at(s, step))
        look_for_alternate(s); /* a signal handler may run in the middle of the stack */
    while (clear && dead_at(s, step))
        drop(s);
    if (clear && s->jumped)
        drop_inlined(s);
    if (rare(s->open.top == s->limit)) {
        s->over++;
        hm_tracer_trace.raw.header->frames_lost++;
        return;
    }
    hm_tracer_shadow_push(s, step);
    if (rare(hm_tracer_trace.raw.header->events_max != 0)) {
        s->open.id++; /* events tell activations apart by it */
        hm_tracer_event(HM_TRACER_EV_ENTER, s->thread, s->open.top->id, step->pc, step->fn,
                        s->open.top[-1].id);
    }
}

void hm_tracer_shadow_enter(struct hm_tracer_shadow *s, const struct hm_hook_step *step)
{
    if (rare(s->busy != 0) && nested(s, step->sp))
        return;
    s->busy = step->sp;
    barrier();
    enter(s, step);
    gate(s);
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

/* The frame that leaves: mostly the top one. Not found, everything is left as it is. */
static void leave(struct hm_tracer_shadow *s, const struct hm_hook_step *step, bool tail)
{
    if (s->over > 0) {
        s->over--;
        return;
    }
    const struct hm_hook_frame *f = s->open.top;
    for (uint32_t seen = 0; f > s->frame && seen < SEARCH_MAX; f--, seen++) {
        bool there = tail ? f->cfa == step->sp || f->cfa == f->sp : f->sp >= step->sp;
        if (f->fn == step->fn && f->call == step->call && there &&
            hm_tracer_shadow_own(s, f->sp) == hm_tracer_shadow_own(s, step->sp)) {
            pop_to(s, f);
            return;
        }
    }
}

void hm_tracer_shadow_leave(struct hm_tracer_shadow *s, const struct hm_hook_step *step, bool tail)
{
    if (rare(s->busy != 0) && nested(s, step->sp))
        return;
    s->busy = step->sp;
    barrier();
    leave(s, step, tail);
    look_for_half(s);
    gate(s);
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
    if (look(s, sp)) {
        if (dead_below(s, sp))
            look_for_alternate(s);
        while (dead_below(s, sp))
            drop(s);
        if (rare(s->jumped))
            drop_inlined(s);
    }
    gate(s);
}

uint32_t hm_tracer_shadow_home(const struct hm_tracer_shadow *s, uint64_t birth)
{
    uint32_t low = 0,
             high = hm_tracer_shadow_depth(s); /* frame[low].id <= birth < frame[high + 1].id */
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (s->frame[middle].id <= birth)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
