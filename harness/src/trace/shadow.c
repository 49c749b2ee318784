#include "trace/shadow.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>

#include "trace/tables.h"

#define barrier() __asm__ volatile("" ::: "memory")
#define rare(x)   __builtin_expect(!!(x), 0)

enum {
    FIRST_ROOM = 1024,
    PROLOGUE_MAX =
        48, /* the entry hook of an out-of-line function returns this near to its start */
    SEARCH_MAX = 64,
};

int hm__shadow_init(struct hm__shadow *s, uint32_t thread, uintptr_t low, uintptr_t size)
{
    memset(s, 0, sizeof *s);
    void *room = mmap(NULL, FIRST_ROOM * sizeof *s->frame, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return -1;
    s->frame = room;
    s->last = s->frame + FIRST_ROOM - 1;
    hm__shadow_reset(s, thread, low, size);
    return 0;
}

void hm__shadow_reset(struct hm__shadow *s, uint32_t thread, uintptr_t low, uintptr_t size)
{
    struct hm__frame *frame = s->frame;
    struct hm__frame *last = s->last;

    memset(s, 0, sizeof *s);
    s->frame = s->top = frame;
    s->last = last;
    s->thread = thread;
    s->low = low;
    s->size = size != 0 ? size : UINTPTR_MAX;
    s->slowly = true;
    uintptr_t high = s->low + s->size;
    frame[0] = (struct hm__frame){ .sp = high, .cfa = high, .hash = 1 };
}

static bool grow(struct hm__shadow *s)
{
    size_t room = (size_t)(s->last - s->frame) + 1, size = room * sizeof *s->frame;
    uint32_t depth = hm__shadow_depth(s);
    void *moved =
        room >= UINT32_MAX / 2 ? MAP_FAILED : mremap(s->frame, size, 2 * size, MREMAP_MAYMOVE);
    if (moved == MAP_FAILED)
        return false;
    s->frame = moved;
    s->top = s->frame + depth;
    s->last = s->frame + 2 * room - 1;
    return true;
}

static bool own(const struct hm__shadow *s, uintptr_t sp)
{
    return sp - s->low < s->size;
}

static void drop(struct hm__shadow *s)
{
    if (rare(hm__trace.raw.header->events_max != 0))
        hm__event(HM__EV_LEAVE, s->thread, s->top->id, 1, 0, 0);
    s->top--;
}

static bool on_alternate_stack(struct hm__shadow *s, uintptr_t sp)
{
    if (sp - s->alt_low < s->alt_size)
        return true;
    stack_t now;
    if (sigaltstack(NULL, &now) != 0 || !(now.ss_flags & SS_ONSTACK))
        return false;
    s->alt_low = (uintptr_t)now.ss_sp;
    s->alt_size = now.ss_size;
    return sp - s->alt_low < s->alt_size;
}

/* A stack pointer off the thread's own stack, or frames that are. False: nothing is known any more.
 */
static bool find_way(struct hm__shadow *s, uintptr_t sp)
{
    if (own(s, sp)) {
        while (s->top > s->frame && !own(s, s->top->sp))
            drop(s);
        s->away = false;
        return true;
    }
    if (on_alternate_stack(s, sp)) {
        s->away = true;
        return true;
    }
    s->lost = true;
    s->top = s->frame;
    hm__trace.raw.header->switched = 1;
    return false;
}

/* True if a frame of the same physical function, from the same call, was entered at the same place.
 */
static bool entered_before(const struct hm__frame *f, const struct hm__step *step)
{
    for (; f->cfa == step->cfa && f->call == step->call; f--)
        if (f->pc == step->pc)
            return true;
    return false;
}

/* The newcomer shares the machine frame of f: inlined into it, if f lives. */
static bool inlined_into(const struct hm__frame *f, const struct hm__step *step)
{
    return f->cfa == step->cfa && f->call == step->call && step->pc - step->fn > PROLOGUE_MAX &&
           !entered_before(f, step);
}

static void drop_dead(struct hm__shadow *s, const struct hm__step *step)
{
    const struct hm__frame *f;
    while (f = hm__shadow_top(s),
           f > s->frame && own(s, f->sp) == own(s, step->sp) &&
               (hm__shadow_overwritten(f) || (f->sp < step->cfa && !inlined_into(f, step))))
        drop(s);
}

/* After a longjmp into f's machine frame what was inlined there is gone: a function that calls
 * setjmp is never inlined itself, so only the outermost of the frames that share one can be it. */
static void drop_inlined(struct hm__shadow *s)
{
    s->jumped = false;
    while (s->top - s->frame > 1 && s->top->cfa == s->top[-1].cfa &&
           s->top->call == s->top[-1].call)
        drop(s);
}

void hm__shadow_jump(struct hm__shadow *s)
{
    s->jumped = true;
}

/* A hook inside a hook: a signal arrived in the first one, unless that was left by siglongjmp. */
static bool nested(struct hm__shadow *s, uintptr_t sp)
{
    bool left = s->busy != UINTPTR_MAX && s->busy <= sp && own(s, sp) && own(s, s->busy);
    if (left)
        s->busy = 0;
    return !left;
}

void hm__shadow_enter(struct hm__shadow *s, const struct hm__step *step)
{
    if (hm__shadow_enter_short(s, step))
        return;
    if (rare(s->busy != 0) && nested(s, step->sp))
        return;
    s->busy = step->sp;
    barrier();
    s->slowly = hm__trace.raw.header->events_max != 0 || s->over > 0;
    if (rare(!own(s, step->sp) || s->away || s->lost)) {
        if (s->lost || !find_way(s, step->sp))
            goto out;
    }
    if (rare(hm__shadow_top(s)->sp < step->cfa || hm__shadow_overwritten(hm__shadow_top(s)) ||
             s->jumped)) {
        drop_dead(s, step);
        if (s->jumped)
            drop_inlined(s);
    }
    if (rare(s->top == s->last) && !grow(s)) {
        s->over++;
        s->slowly = true;
        hm__trace.raw.header->frames_lost++;
        goto out;
    }
    uint64_t id = ++s->ids;
    s->top[1] = (struct hm__frame){ .id = id,
                                    .fn = step->fn,
                                    .pc = step->pc,
                                    .call = step->call,
                                    .sp = step->sp,
                                    .cfa = step->cfa,
                                    .hash = hm__shadow_hash(hm__shadow_top(s), step) };
    s->top++;
    if (rare(hm__trace.raw.header->events_max != 0))
        hm__event(HM__EV_ENTER, s->thread, id, step->pc, step->fn, s->top[-1].id);
out:
    barrier();
    s->busy = 0;
}

static void pop_to(struct hm__shadow *s, struct hm__frame *frame)
{
    while (s->top > frame)
        drop(s);
    if (rare(hm__trace.raw.header->events_max != 0))
        hm__event(HM__EV_LEAVE, s->thread, frame->id, 0, 0, 0);
    s->top = frame - 1;
}

/* The frame that leaves is not simply the top one: find it, or leave everything as it is. */
static void leave_slowly(struct hm__shadow *s, const struct hm__step *step, bool tail)
{
    if (s->over > 0) {
        s->over--;
        return;
    }
    struct hm__frame *f = s->top;
    for (uint32_t seen = 0; f > s->frame && seen < SEARCH_MAX; f--, seen++) {
        bool there = tail ? f->cfa == step->sp || f->cfa == f->sp : f->sp >= step->sp;
        if (f->fn == step->fn && f->call == step->call && there) {
            pop_to(s, f);
            return;
        }
    }
}

void hm__shadow_leave(struct hm__shadow *s, const struct hm__step *step, bool tail)
{
    if (hm__shadow_leave_short(s, step->fn, step->sp))
        return;
    if (rare(s->busy != 0) && nested(s, step->sp))
        return;
    s->busy = step->sp;
    barrier();
    const struct hm__frame *top = hm__shadow_top(s);
    if (rare(s->lost))
        ;
    else if (top->fn == step->fn && top->sp == step->sp && s->over == 0)
        pop_to(s, s->top);
    else
        leave_slowly(s, step, tail);
    barrier();
    s->busy = 0;
}

void hm__shadow_settle(struct hm__shadow *s, uintptr_t sp)
{
    if (rare(s->lost))
        return;
    if (rare(!own(s, sp) || s->away)) {
        if (!find_way(s, sp) || own(s, sp) != own(s, hm__shadow_top(s)->sp))
            return;
    }
    while (s->top > s->frame && (s->top->sp < sp || hm__shadow_overwritten(s->top)))
        drop(s);
    if (rare(s->jumped))
        drop_inlined(s);
}

uint32_t hm__shadow_home(const struct hm__shadow *s, uint64_t birth)
{
    uint32_t low = 0, high = hm__shadow_depth(s); /* frame[low].id <= birth < frame[high + 1].id */
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (s->frame[middle].id <= birth)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
