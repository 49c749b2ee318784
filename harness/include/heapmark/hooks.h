/* hooks.h -- the entry and exit hooks of -finstrument-functions, inlined into the program.
 *
 *     cc -g -finstrument-functions -include heapmark/hooks.h ...
 *
 * With it a traced call costs a few stores in place of two calls into the tracer. It is never
 * needed: `heapmark trace` says the same of a program without it, later. Code to which it does not
 * apply (another compiler than gcc, another machine than x86-64 Linux, a shared library) calls the
 * hooks as always, and both sorts may meet in one program.
 *
 * A program that nobody traces runs on as one compiled without it: there is no library to link.
 * Valid C90 and C++98, includes nothing: see hook_stack.h. */
#ifndef HEAPMARK_HOOKS_H
#define HEAPMARK_HOOKS_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__) &&       \
    (!defined(__PIC__) || defined(__PIE__))

#include "heapmark/hook_stack.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One of each in a program, whatever the number of its sources: the linker keeps the first. */
__attribute__((weak, visibility("hidden"))) struct hm_hook_stack hm_hook_none = { 0, 0 };
__attribute__((weak, visibility("hidden"))) __thread struct hm_hook_stack *hm_hook_here =
    &hm_hook_none;

/* The library's hooks under names that are not inlined; libc has some that do nothing. */
extern void hm_hook_enter(void *, void *) __asm__("__cyg_profile_func_enter");
extern void hm_hook_leave(void *, void *) __asm__("__cyg_profile_func_exit");

#define HM_HOOK_INSIDE                                                                             \
    extern __inline__ __attribute__((gnu_inline, always_inline, no_instrument_function)) void

/* `frame` is the frame pointer of the function the hook is in: its caller's stack pointer lies two
 * words above. */
void hm_hook_ask(hm_hook_word fn, hm_hook_word call, hm_hook_word pc, hm_hook_word sp,
                 hm_hook_word frame, void (*hook)(void *, void *))
    __attribute__((weak, visibility("hidden"), noinline, cold, no_instrument_function));
void hm_hook_ask(hm_hook_word fn, hm_hook_word call, hm_hook_word pc, hm_hook_word sp,
                 hm_hook_word frame, void (*hook)(void *, void *))
{
    struct hm_hook_request request;
    request.step.fn = fn;
    request.step.call = call;
    request.step.pc = pc;
    request.step.sp = sp;
    request.step.cfa = frame + 2 * sizeof(void *);
    request.here = &hm_hook_here;
    hook(&request, HM_HOOK_INLINE);
}

/* Where this is inlined to. An address just behind an instruction of ours is inside the instance of
 * the function that the hook speaks for. */
#define HM_HOOK_PLACE(pc, sp)                                                                      \
    __asm__ volatile("lea 1f(%%rip), %0\n1:\n\tmov %%rsp, %1" : "=r"(pc), "=r"(sp))

HM_HOOK_INSIDE __cyg_profile_func_enter(void *fn, void *call)
{
    struct hm_hook_stack *stack = hm_hook_here;
    volatile struct hm_hook_frame *frame = stack->top;
    hm_hook_word pc, sp;

    HM_HOOK_PLACE(pc, sp);
    if (__builtin_expect(frame >= stack->last, 0)) {
        hm_hook_ask((hm_hook_word)fn, (hm_hook_word)call, pc, sp,
                    (hm_hook_word)__builtin_frame_address(0), hm_hook_enter);
        return;
    }
    frame++;
    *(struct hm_hook_frame *volatile *)&stack->top = (struct hm_hook_frame *)frame;
    frame->fn = (hm_hook_word)fn;
    frame->pc = pc;
    frame->call = (hm_hook_word)call;
    frame->cfa = (hm_hook_word)__builtin_frame_address(0) + 2 * sizeof(void *);
    frame->sp = sp;
}

HM_HOOK_INSIDE __cyg_profile_func_exit(void *fn, void *call)
{
    struct hm_hook_stack *stack = hm_hook_here;
    volatile struct hm_hook_frame *frame = stack->top;
    hm_hook_word pc, sp;

    HM_HOOK_PLACE(pc, sp);
    if (__builtin_expect(!stack->last || frame->fn != (hm_hook_word)fn || frame->sp != sp, 0)) {
        hm_hook_ask((hm_hook_word)fn, (hm_hook_word)call, pc, sp,
                    (hm_hook_word)__builtin_frame_address(0), hm_hook_leave);
        return;
    }
    frame->sp = 0;
    frame->hash = 0;
    *(struct hm_hook_frame *volatile *)&stack->top = (struct hm_hook_frame *)(frame - 1);
}

#undef HM_HOOK_PLACE
#undef HM_HOOK_INSIDE

#ifdef __cplusplus
}
#endif

#endif
#endif
