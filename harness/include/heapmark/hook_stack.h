/* hook_stack.h -- the stack of calls that a traced program and the tracer both write.
 *
 * Read this only to understand heapmark/hooks.h: programs call nothing of it. The tracer owns one
 * stack for each thread. Code compiled with heapmark/hooks.h pushes and pops its own frames there
 * without a call, and calls the tracer only when something is out of the ordinary.
 *
 * Contract of every writer: a push stores top before it fills the slot, and sp last; a pop clears
 * sp before it stores top. So slots above top have sp 0, and a signal handler that finds a frame
 * with sp 0 knows that it interrupted a push or a pop.
 *
 * This header includes no other, and must not: it is forced into every source, and a header of the
 * C library would fix the feature macros before the source can define them. */
#ifndef HEAPMARK_HOOK_STACK_H
#define HEAPMARK_HOOK_STACK_H

typedef __UINTPTR_TYPE__ hm_hook_word;

/* One activation of a function: one cache line. */
struct hm_hook_frame {
    hm_hook_word fn;   /* the function, as the compiler names it */
    hm_hook_word pc;   /* an address inside this instance of it, inlined or not */
    hm_hook_word call; /* return address of the enclosing physical function */
    hm_hook_word sp;   /* its stack pointer at the entry hook */
    hm_hook_word cfa;  /* its caller's stack pointer before the call; if not known: sp */
    hm_hook_word id;   /* that of the stack when this was pushed */
    hm_hook_word hash; /* of the pc and call of this frame and of all further out */
    hm_hook_word spare;
};

struct hm_hook_stack {
    struct hm_hook_frame *top;  /* innermost frame */
    struct hm_hook_frame *last; /* a push needs top < last; null: call the tracer each time */
    hm_hook_word id;            /* raised at every birth: frames pushed before have a lower id */
};

/* What a hook knows of its function. */
struct hm_hook_step {
    hm_hook_word fn, call, pc, sp, cfa;
};

/* How an inlined hook calls the tracer: the library's hook, with (request, HM_HOOK_INLINE). */
struct hm_hook_request {
    struct hm_hook_step step;
    struct hm_hook_stack **here; /* the program's pointer to its stack; the tracer sets it */
    int heard;                   /* the tracer sets it to 1; libc's empty hook does not */
};
#define HM_HOOK_INLINE ((void *)1)

/* The hash of a frame and of all frames further out: that of those further out plus a number made
 * of the frame's pc and call and of the address of the frame below, so that the order counts. Only
 * the sum waits for the frame below: nested calls would wait for each other in a chain of products.
 */
#define HM_HOOK_ODD 0x9e3779b97f4a7c15ul
#define HM_HOOK_PRODUCT(u, pc, call)                                                               \
    ((((hm_hook_word)(u) ^ (pc)) * HM_HOOK_ODD ^ (call)) * HM_HOOK_ODD)
#define HM_HOOK_FOLD(product) ((product) ^ (product) >> 4 * sizeof(hm_hook_word))
#define HM_HOOK_HASH(under, pc, call)                                                              \
    ((under)->hash + HM_HOOK_FOLD(HM_HOOK_PRODUCT(under, pc, call)))
#endif
