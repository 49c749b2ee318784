/* hooks.h -- the entry and exit hooks of -finstrument-functions, inlined into the program.
 *
 *     cc -g -finstrument-functions -include heapmark/hooks.h ...
 *
 * With it a traced call takes a few stores in place of two calls into the tracer. It is optional:
 * without it the verdicts of `heapmark trace` are the same, only slower. Where it does not apply (a
 * compiler other than gcc, a machine other than x86-64 Linux, a shared library) the code calls the
 * hooks as usual, and both kinds may be mixed in one program.
 *
 * Without the tracer such a program runs as any other: there is no library to link. Valid C90 and
 * C++98, includes nothing: see hook_stack.h. */
#ifndef HEAPMARK_HOOKS_H
#define HEAPMARK_HOOKS_H

#pragma GCC system_header /* no warnings, whatever flags the source is compiled with */

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__ILP32__) &&      \
    defined(__linux__) && !defined(__ASSEMBLER__) && (!defined(__PIC__) || defined(__PIE__))

#include "heapmark/hook_stack.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Weak: the linker keeps one of each, however many sources include this header. */
__attribute__((weak, visibility("hidden"))) struct hm_hook_frame hm_hook_no_frame = { 0 };
__attribute__((weak, visibility("hidden"))) struct hm_hook_stack hm_hook_none = { &hm_hook_no_frame,
                                                                                  0, 0 };
__attribute__((weak, visibility("hidden"))) char hm_hook_unheard = 0;
__attribute__((weak, visibility("hidden"))) __thread struct hm_hook_stack *hm_hook_here =
    &hm_hook_none;

/* The library's hooks under names that are not inlined; libc has some that do nothing. */
extern void hm_hook_enter(void *, void *) __asm__("__cyg_profile_func_enter");
extern void hm_hook_leave(void *, void *) __asm__("__cyg_profile_func_exit");

#define HM_HOOK_INSIDE                                                                             \
    extern __inline__ __attribute__((gnu_inline, always_inline, no_instrument_function,            \
                                     target("general-regs-only"))) void

void hm_hook_ask(hm_hook_word fn, hm_hook_word call, hm_hook_word pc, hm_hook_word sp,
                 hm_hook_word cfa, void (*hook)(void *, void *))
    __attribute__((weak, visibility("hidden"), noinline, cold, no_instrument_function));
void hm_hook_ask(hm_hook_word fn, hm_hook_word call, hm_hook_word pc, hm_hook_word sp,
                 hm_hook_word cfa, void (*hook)(void *, void *))
{
    struct hm_hook_request request;

    if (hm_hook_unheard)
        return;
    request.step.fn = fn;
    request.step.call = call;
    request.step.pc = pc;
    request.step.sp = sp;
    request.step.cfa = cfa;
    request.here = &hm_hook_here;
    request.heard = 0;
    hook(&request, HM_HOOK_INLINE);
    if (!request.heard) /* that was libc's empty hook: the program is not traced */
        hm_hook_unheard = 1;
}

/* The address after an instruction that is inlined here: it lies inside this very instance of the
 * function. */
#define HM_HOOK_PC(pc)       __asm__ volatile("lea {1f(%%rip), %0|%0, [rip+1f]}\n1:" : "=r"(pc))
#define HM_HOOK_SP(sp)       __asm__ volatile("mov {%%rsp, %0|%0, rsp}" : "=r"(sp))
#define HM_HOOK_STORE_SP(to) __asm__ volatile("mov {%%rsp, %0|%0, rsp}" : "=m"(to))
#define HM_HOOK_IS_SP(same, value)                                                                 \
    __asm__ volatile("cmp {%%rsp, %1|%1, rsp}" : "=@cce"(same) : "m"(value))

/* The frame below must be alive: its machine frame lies above ours, its return address is in place.
 * Otherwise the tracer is called. */
HM_HOOK_INSIDE __cyg_profile_func_enter(void *fn, void *call)
{
    struct hm_hook_stack *stack = hm_hook_here;
    struct hm_hook_frame *under = stack->top;
    volatile struct hm_hook_frame *frame = under + 1;
    hm_hook_word cfa = (hm_hook_word)__builtin_frame_address(0) + 2 * sizeof(void *);
    hm_hook_word pc, sp;

    HM_HOOK_PC(pc);
    if (__builtin_expect(under >= stack->last || under->sp < cfa ||
                             *(hm_hook_word *)(under->cfa - sizeof(void *)) != under->call,
                         0)) {
        HM_HOOK_SP(sp);
        hm_hook_ask((hm_hook_word)fn, (hm_hook_word)call, pc, sp, cfa, hm_hook_enter);
        return;
    }
    *(struct hm_hook_frame *volatile *)&stack->top = (struct hm_hook_frame *)frame;
    frame->fn = (hm_hook_word)fn;
    frame->pc = pc;
    frame->call = (hm_hook_word)call;
    frame->cfa = cfa;
    frame->id = *(volatile hm_hook_word *)&stack->id;
    frame->hash = HM_HOOK_HASH(under->hash, pc, (hm_hook_word)call);
    HM_HOOK_STORE_SP(frame->sp);
}

/* The frame on top of a closed stack belongs to no function, so then the tracer is called. */
HM_HOOK_INSIDE __cyg_profile_func_exit(void *fn, void *call)
{
    struct hm_hook_stack *stack = hm_hook_here;
    struct hm_hook_frame *frame = stack->top;
    hm_hook_word pc, sp;
    int same;

    (void)call; /* equal to __builtin_return_address(0), which is read only where it is needed */
    HM_HOOK_IS_SP(same, frame->sp);
    if (__builtin_expect(!same || frame->fn != (hm_hook_word)fn, 0)) {
        HM_HOOK_SP(sp);
        HM_HOOK_PC(pc);
        hm_hook_ask((hm_hook_word)fn, (hm_hook_word)__builtin_return_address(0), pc, sp, sp,
                    hm_hook_leave);
        return;
    }
    *(volatile hm_hook_word *)&frame->sp = 0;
    *(struct hm_hook_frame *volatile *)&stack->top = frame - 1;
}

#undef HM_HOOK_PC
#undef HM_HOOK_SP
#undef HM_HOOK_STORE_SP
#undef HM_HOOK_IS_SP
#undef HM_HOOK_INSIDE

#ifdef __cplusplus
}
#endif

#endif
#endif
