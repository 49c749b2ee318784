/* stack.c -- threads, where they run, and their interned call stacks. */
#include "stack.h"

#include "events.h"
#include "nodes.h"
#include "objects.h"
#include "pub_tool_debuginfo.h"
#include "pub_tool_stacktrace.h"

enum { FIRST_WALK = 4, FRAMES_MAX = 1 << 21, BASE_SLACK = 256, AWAY_SLACK = 256 };

Addr vg_stack_limit;

static struct vg_thread *threads; /* by ThreadId */
static UInt thread_count;
static ThreadId running;
static Addr *walk_pc, *walk_sp;
static SizeT walk_room;

void vg_stack_start(void)
{
    threads = VG_(calloc)("hm.threads", VG_N_THREADS, sizeof *threads);
    vg_stack_created(0, 1);
}

struct vg_thread *vg_thread_of(ThreadId tid)
{
    struct vg_thread *t = &threads[tid];
    if (t->high == 0) { /* known only when the thread runs */
        t->high = VG_(thread_get_stack_max)(tid);
        t->low = t->high - VG_(thread_get_stack_size)(tid);
    }
    return t;
}

void vg_stack_created(ThreadId parent, ThreadId child)
{
    struct vg_thread *t = &threads[child];
    if (parent == 0 && t->serial != 0)
        return; /* the first thread, which vg_stack_start() made */
    struct vg_thread fresh = { 0 };
    fresh.serial = ++thread_count;
    fresh.own.peak = t->own.peak;
    fresh.own.room = t->own.room;
    fresh.signal.peak = t->signal.peak;
    fresh.signal.room = t->signal.room;
    fresh.frame = t->frame;
    fresh.room = t->room;
    *t = fresh;
    if (vg_on)
        vg_seen.header->threads = thread_count;
}

void vg_stack_runs(ThreadId tid, ULong blocks)
{
    (void)blocks;
    running = tid;
    vg_stack_limit = 0;
}

static Bool on_signal_stack(ThreadId tid, Addr sp)
{
    Addr low = VG_(thread_get_altstack_min)(tid);
    SizeT size = VG_(thread_get_altstack_size)(tid);
    return low != 0 && size != 0 && sp > low && sp - low <= size; /* as the kernel has it */
}

enum vg_ground vg_stack_ground(const struct vg_thread *t, ThreadId tid, Addr sp)
{
    if (t->stay != 0 && on_signal_stack(tid, sp))
        return VG_GROUND_SIGNAL;
    return sp >= t->low && sp <= t->high ? VG_GROUND_OWN : VG_GROUND_FOREIGN;
}

/* Among the frames 0 to `count` - 1, from the outermost: the first whose stack pointer is not above
 * sp; `count` if there is none. */
static SizeT first_down_to(const struct vg_thread *t, SizeT count, Addr sp)
{
    SizeT low = 0, high = count;
    while (low < high) {
        SizeT middle = low + (high - low) / 2;
        if (t->frame[middle].sp > sp)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The frames 0 to `keep` - 1 are those of the last walk. Is the one with the stack pointer sp among
 * them? Its number, or -1. */
static Word kept(const struct vg_thread *t, SizeT keep, Addr sp)
{
    SizeT at = first_down_to(t, keep, sp);
    return at < keep && t->frame[at].sp == sp ? (Word)at : -1;
}

/* How many frames, from the outermost, have not been left since the last walk; of these all but the
 * innermost are at the same call still. */
static SizeT frames_alive(const struct vg_thread *t)
{
    SizeT at = first_down_to(t, t->frames, vg_rise_since(&t->own, t->walked));
    return at < t->frames ? at + 1 : at;
}

static void note_own(struct vg_thread *t, Addr sp)
{
    vg_rise_note(&t->own, sp);
    vg_stack_limit = vg_rise_limit(&t->own);
}

/* The frame, known and alive, that reaches from its stack pointer up over `sp`, to that of its
 * caller, which is *high. -1: all such frames are above. */
static Word frame_over(const struct vg_thread *t, Addr sp, Addr *high)
{
    SizeT alive = frames_alive(t), at = first_down_to(t, alive, sp - 1);
    if (at == alive)
        return -1;
    *high = at > 0 ? t->frame[at - 1].sp : ~(Addr)0;
    return (Word)at;
}

/* While it is away, only a rise out of the frame says that it is not. */
static void note_away(struct vg_thread *t, Addr sp)
{
    Addr high;
    vg_stack_limit = 0;
    if (sp > t->away_high)
        t->away_high = sp;
    if (frame_over(t, t->away_high, &high) >= 0 && sp < high)
        return;
    t->away = 0;
    note_own(t, t->away_high);
}

static void note(struct vg_thread *t, ThreadId tid, Addr sp)
{
    switch (vg_stack_ground(t, tid, sp)) {
    case VG_GROUND_OWN:
        if (t->away != 0)
            note_away(t, sp);
        else
            note_own(t, sp);
        return;
    case VG_GROUND_SIGNAL:
        vg_rise_note(&t->signal, sp);
        break;
    case VG_GROUND_FOREIGN:
        break;
    }
    vg_stack_limit = 0;
}

void VG_REGPARM(1) vg_stack_risen(Addr sp)
{
    note(vg_thread_of(running), running, sp);
}

/* longjmp and exceptions arrive where a frame was when it called, and the end of a function at its
 * return address. What arrives inside a frame may be a coroutine whose stack is an array there. */
void VG_REGPARM(2) vg_stack_jumped(Addr from, Addr sp)
{
    struct vg_thread *t = vg_thread_of(running);
    Addr high;

    if (vg_stack_ground(t, running, sp) != VG_GROUND_OWN) {
        vg_stack_limit = 0;
        return;
    }
    Bool inside = frame_over(t, sp, &high) >= 0 && sp != high && sp != high - sizeof sp;
    if (t->away != 0 && (!inside || (sp >= t->away && sp - t->away < AWAY_SLACK))) {
        t->away = 0; /* back */
        inside = False;
    }
    if (t->away == 0 && inside && sp > from) {
        t->away = from;
        t->away_high = sp;
    }
    note(t, running, sp);
}

void vg_stack_signal(ThreadId tid, Int number, Bool alternate)
{
    struct vg_thread *t = vg_thread_of(tid);
    (void)number;
    if (!alternate)
        return;
    t->stay++;
    t->signal.count = 0;
    vg_rise_tick(&t->signal);
}

void vg_stack_signalled(ThreadId tid, Int number)
{
    (void)number;
    note(vg_thread_of(tid), tid, VG_(get_SP)(tid));
    vg_stack_limit = 0;
}

static void make_walk_room(SizeT n)
{
    if (n <= walk_room)
        return;
    walk_pc = VG_(realloc)("hm.walk", walk_pc, n * sizeof *walk_pc);
    walk_sp = VG_(realloc)("hm.walk", walk_sp, n * sizeof *walk_sp);
    walk_room = n;
}

static Addr return_address(UInt i)
{
    return walk_pc[i] + (i > 0);
}

/* Replace the frames from number `from` on by those of the walk from the outermost, number
 * `count` - 1, to number 0. */
static void take_frames(struct vg_thread *t, SizeT from, UInt count, SizeT alive, Bool whole)
{
    for (UInt i = count; i-- > 0;) {
        SizeT at = from + (count - 1 - i);
        t->frame = vg_grow(t->frame, &t->room, at, sizeof *t->frame);
        struct vg_frame *f = &t->frame[at];
        ULong id = at < alive ? f->id : 0;
        f->sp = walk_sp[i];
        f->pc = return_address(i);
        struct vg_node_key key = { .pc = f->pc };
        if (at > 0) {
            key.parent = t->frame[at - 1].node;
            key.size = (UInt)(t->frame[at - 1].sp - f->sp);
        } else {
            key.whole = whole;
        }
        f->node = vg_node(&key);
        f->id = id;
    }
    t->frames = from + count;
}

/* All frames, as far as the unwinder comes. */
static UInt walk_all(ThreadId tid)
{
    for (UInt want = FIRST_WALK * 4;; want *= 2) {
        make_walk_room(want);
        UInt count = VG_(get_StackTrace)(tid, walk_pc, want, walk_sp, NULL, 0);
        if (count < want || want >= FRAMES_MAX)
            return count;
    }
}

static Bool same_function(Addr a, Addr b)
{
    const HChar *name;
    if (!VG_(get_fnname)(VG_(current_DiEpoch)(), a - 1, &name))
        return False;
    HChar *first = VG_(strdup)("hm.function", name); /* the next call overwrites it */
    Bool same =
        VG_(get_fnname)(VG_(current_DiEpoch)(), b - 1, &name) && VG_(strcmp)(first, name) == 0;
    VG_(free)(first);
    return same;
}

/* The thread may be away. It is not if its stack still holds the frame in which it arrived: then
 * that was a jump into the frame, which had moved its stack pointer since. */
static Bool is_away(struct vg_thread *t, ThreadId tid)
{
    Addr high;
    Word frame = t->away != 0 ? frame_over(t, t->away_high, &high) : -1;
    if (frame < 0)
        return False;
    UInt count = walk_all(tid), i = 1;
    while (i < count && walk_sp[i] != high)
        i++;
    if (i >= count || !same_function(return_address(i - 1), t->frame[frame].pc))
        return True;
    t->away = 0;
    note_own(t, t->away_high);
    return False;
}

/* False: these are not frames of its own stack, though they lie there. */
static Bool walk_own(struct vg_thread *t, ThreadId tid)
{
    SizeT alive = frames_alive(t), keep = alive > 0 ? alive - 1 : 0;
    UInt count = 0;

    for (UInt want = FIRST_WALK;; want = want < 256 ? want * 4 : want * 2) {
        make_walk_room(want);
        UInt done = count > 0 ? count - 1 : 0;
        count = VG_(get_StackTrace)(tid, walk_pc, want, walk_sp, NULL, 0);
        for (UInt i = done; i < count && keep > 0; i++) {
            Word at = kept(t, keep, walk_sp[i]);
            if (at >= 0) {
                vg_events_left(t, alive);
                take_frames(t, (SizeT)at + 1, i, alive, False);
                return True;
            }
        }
        if (count < want)
            break;
        if (want >= FRAMES_MAX) {
            vg_seen.header->frames_lost++;
            break;
        }
    }
    while (count > 0 && !vg_objects_any(walk_pc[count - 1])) /* behind the start of the thread */
        count--;
    if (count > 0 && walk_sp[count - 1] > t->base)
        t->base = walk_sp[count - 1];
    Bool deep = count >= FRAMES_MAX;
    Bool whole = count > 0 && !deep && walk_sp[count - 1] + BASE_SLACK >= t->base;
    if (!whole && !deep)
        return False;
    vg_events_left(t, whole ? alive : 0);
    take_frames(t, 0, count, whole ? alive : 0, whole);
    return True;
}

/* On the alternate signal stack: only the frames that lie there. */
static UInt walk_signal(ThreadId tid)
{
    UInt node = 0;
    make_walk_room(256);
    UInt count = VG_(get_StackTrace)(tid, walk_pc, 256, walk_sp, NULL, 0);
    UInt there = 0;
    while (there < count && on_signal_stack(tid, walk_sp[there]))
        there++;
    for (UInt i = there; i-- > 0;) {
        struct vg_node_key key = { .pc = return_address(i), .parent = node };
        if (i + 1 < there)
            key.size = (UInt)(walk_sp[i + 1] - walk_sp[i]);
        node = vg_node(&key);
    }
    return node;
}

static UInt walk_foreign(ThreadId tid)
{
    UInt node = 0;
    make_walk_room(64);
    for (UInt i = VG_(get_StackTrace)(tid, walk_pc, 64, walk_sp, NULL, 0); i-- > 0;) {
        struct vg_node_key key = { .pc = return_address(i), .parent = node };
        node = vg_node(&key);
    }
    return node;
}

struct vg_stack vg_stack_walk(ThreadId tid)
{
    struct vg_thread *t = vg_thread_of(tid);
    Addr sp = VG_(get_SP)(tid);
    struct vg_stack s = { .thread = t, .sp = sp, .ground = vg_stack_ground(t, tid, sp) };

    if (s.ground == VG_GROUND_OWN && is_away(t, tid))
        s.ground = VG_GROUND_FOREIGN;
    if (s.ground == VG_GROUND_OWN) {
        vg_rise_note(&t->own, sp);
        if (!walk_own(t, tid))
            s.ground = VG_GROUND_FOREIGN;
    }
    switch (s.ground) {
    case VG_GROUND_OWN:
        s.node = t->frames > 0 ? t->frame[t->frames - 1].node : 0;
        s.activation = vg_events_entered(t);
        t->walked = s.tick = vg_rise_tick(&t->own);
        break;
    case VG_GROUND_SIGNAL:
        vg_rise_note(&t->signal, sp);
        s.node = walk_signal(tid);
        s.tick = vg_rise_tick(&t->signal);
        break;
    case VG_GROUND_FOREIGN:
        vg_seen.header->switched = 1;
        s.node = walk_foreign(tid);
        break;
    }
    vg_stack_limit = 0;
    return s;
}

Addr vg_stack_pc_below(const struct vg_thread *t, Addr cfa)
{
    Word at = kept(t, t->frames, cfa);
    return at >= 0 && (SizeT)at + 1 < t->frames ? t->frame[at + 1].pc : 0;
}

UInt vg_stack_program(UInt node)
{
    while (node != 0 && !vg_seen.node[node].program)
        node = vg_seen.node[node].parent;
    return node;
}
