/* stack.h -- the threads of the program and their call stacks.
 *
 * A walk by the unwinder is slow. So each thread keeps the frames that its last walk found; those
 * whose callee has not returned since are still right, and a walk ends at the first of them. Call
 * stacks are interned as chains of vg_seen_node. */
#ifndef HM_VALGRIND_STACK_H
#define HM_VALGRIND_STACK_H

#include "rise.h"
#include "tool.h"

struct vg_frame {
    Addr sp; /* when it called */
    Addr pc; /* return address in it */
    UInt node;
    ULong id; /* activation, for events */
};

/* Where a thread runs. */
enum vg_ground {
    VG_GROUND_OWN,     /* on the stack that it was given */
    VG_GROUND_SIGNAL,  /* on its alternate signal stack */
    VG_GROUND_FOREIGN, /* on a stack of the program's making */
};

struct vg_thread {
    UInt serial; /* of all threads so far, from 1; 0: no thread */
    struct vg_rise own, signal;
    UInt stay;              /* counts deliveries of signals on the alternate stack */
    Addr low, high;         /* its own stack */
    Addr base;              /* the stack pointer of its outermost frame, as far as seen */
    ULong walked;           /* tick of the last walk */
    struct vg_frame *frame; /* outermost first */
    SizeT frames, room;
    ULong live; /* its blocks that are alive */

    /* It seems to run on a piece of its own stack that lies inside a frame, as a coroutine may. */
    Addr away;      /* the stack pointer that it left; 0: it does not */
    Addr away_high; /* the highest one since */
};

/* What the stack looks like at a heap call. */
struct vg_stack {
    struct vg_thread *thread;
    enum vg_ground ground;
    UInt node; /* innermost frame; 0: not known */
    Addr sp;   /* of that frame */
    ULong tick;
    ULong activation; /* innermost program frame's; for events */
};

void vg_stack_start(void);

struct vg_thread *vg_thread_of(ThreadId tid);

/* Where the stack pointer `sp` of that thread lies. */
enum vg_ground vg_stack_ground(const struct vg_thread *t, ThreadId tid, Addr sp);

/* Walk the stack of a thread that is in a heap call. */
struct vg_stack vg_stack_walk(ThreadId tid);

/* The return address in the frame of that thread whose caller has the stack pointer `cfa`, as of
 * the last walk; 0: there is none. */
Addr vg_stack_pc_below(const struct vg_thread *t, Addr cfa);

/* Called by the code of the program when its stack pointer rises above vg_stack_limit. */
void VG_REGPARM(1) vg_stack_risen(Addr sp);
extern Addr vg_stack_limit;

/* Called by it when the stack pointer was set to something new. */
void VG_REGPARM(2) vg_stack_jumped(Addr from, Addr sp);

/* What the core tells of threads and signals. */
void vg_stack_runs(ThreadId tid, ULong blocks);
void vg_stack_created(ThreadId parent, ThreadId child);
void vg_stack_signal(ThreadId tid, Int number, Bool alternate);
void vg_stack_signalled(ThreadId tid, Int number);

/* The innermost frame of the program from `node` on outwards; 0: none. */
UInt vg_stack_program(UInt node);

#endif
