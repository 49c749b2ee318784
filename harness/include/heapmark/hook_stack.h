/* hook_stack.h -- the stack of calls that a traced program and the tracer both write.
 *
 * Read this only to understand heapmark/hooks.h: programs call nothing of it. The tracer owns one
 * stack for each thread; code that was compiled with heapmark/hooks.h pushes and pops its own
 * frames there without a call, and asks the tracer only when something is out of the ordinary.
 *
 * Contract of every writer: a push stores top before it fills the slot, and sp last; a pop clears
 * sp before it stores top. So slots above top have sp 0, and a signal handler that finds a frame
 * with sp 0 knows that it came in the middle.
 *
 * No header is included here and none may be: what is forced into every source must not fix the
 * C library's feature macros before the source sets them. */
#ifndef HEAPMARK_HOOK_STACK_H
#define HEAPMARK_HOOK_STACK_H

typedef __UINTPTR_TYPE__ hm_hook_word;

/* One activation of a function: one cache line. */
struct hm_hook_frame {
    hm_hook_word fn;   /* the function, as the compiler names it */
    hm_hook_word pc;   /* an address inside this instance of it, inlined or not */
    hm_hook_word call; /* return address of the enclosing physical function */
    hm_hook_word sp;   /* its stack pointer at the entry hook */
    hm_hook_word cfa;  /* its caller's before the call; sp where that is not known */
    hm_hook_word id;   /* the stack's, when it was pushed */
    hm_hook_word hash; /* of the pc and call of this frame and of all further out */
    hm_hook_word spare;
};

struct hm_hook_stack {
    struct hm_hook_frame *top;  /* innermost frame */
    struct hm_hook_frame *last; /* that there is room for; null: ask the tracer at every step */
    hm_hook_word id;            /* raised at every birth: what was pushed before has less */
};

/* What a hook knows of the function it is in. */
struct hm_hook_step {
    hm_hook_word fn, call, pc, sp, cfa;
};

/* An inlined hook asks: it calls the library's hook with (request, HM_HOOK_INLINE). */
struct hm_hook_request {
    struct hm_hook_step step;
    struct hm_hook_stack **here; /* where the program keeps its own; the tracer sets it */
    int heard;                   /* set by the tracer: somebody is there to be asked */
};
#define HM_HOOK_INLINE ((void *)1)

/* Of a frame and all further out, whose hash is `under`: an odd factor, its bits without a pattern.
 */
#define HM_HOOK_HASH(under, pc, call) ((((under) + (pc)) * 0x9e3779b97f4a7c15ul) ^ (call))
#endif
