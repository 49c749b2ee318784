/* hooks.h -- the entry and exit hooks of -finstrument-functions, inlined into the program.
 *
 *     cc -g -finstrument-functions -include heapmark/hooks.h ...
 *
 * With it a traced call takes a few stores in place of two calls into the tracer. It is optional:
 * without it the verdicts of `heapmark trace` are the same, only slower. Where it does not apply (a
 * compiler other than gcc, a machine other than x86-64 Linux, a shared library) the code calls the
 * hooks as usual, and both kinds may be mixed in one program.
 *
 * -DHM_HOOKS_SKIP_INLINE leaves out what is declared inline in C, with clang, too: such functions
 * are no frames then, and cost nothing. Not for sources that use the word otherwise (`asm inline`).
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

/* Called by an inlined hook, never jumped to: the return address is the pc, and the stack pointer
 * is the caller's. */
void hm_hook_ask(hm_hook_word fn, hm_hook_word call, hm_hook_word cfa, void (*hook)(void *, void *))
    __attribute__((weak, visibility("hidden"), noinline, cold, no_instrument_function));
void hm_hook_ask(hm_hook_word fn, hm_hook_word call, hm_hook_word cfa, void (*hook)(void *, void *))
{
    struct hm_hook_request request;

    if (hm_hook_unheard)
        return;
    request.step.fn = fn;
    request.step.call = call;
    request.step.pc = (hm_hook_word)__builtin_return_address(0);
    request.step.sp = (hm_hook_word)__builtin_frame_address(0) + 2 * sizeof(void *);
    request.step.cfa = cfa != 0 ? cfa : request.step.sp;
    request.here = &hm_hook_here;
    request.heard = 0;
    hook(&request, HM_HOOK_INLINE);
    if (!request.heard) /* that was libc's empty hook: the program is not traced */
        hm_hook_unheard = 1;
}

/* A hook is one statement of assembly with a rare way out: for the compiler a hook in C is three
 * branches and a dozen statements in each function, and again wherever that is inlined. */
#define HM_HOOK_ASM(text) "{|.att_syntax noprefix\n\t}" text "{|\n\t.intel_syntax noprefix}"
#define HM_HOOK_STAYS()   __asm__ volatile("") /* the call before it is no jump */

/* The frame below must be alive: its machine frame lies above ours and its return address is in
 * place, or (3:) we are inlined into it. That its stack pointer is where our frame begins is not
 * enough: __builtin_longjmp may have left it, and a function without hooks that called us then may
 * have a frame of the same size. Inlined means that the machine frame is the same, that none of the
 * frames there was entered at this place, and that the function's own copy does not begin near.
 * Otherwise the tracer is called. Offsets are those of hook_stack.h; the last steps are the hash,
 * as described there, and the store of sp. */
HM_HOOK_INSIDE __cyg_profile_func_enter(void *fn, void *call)
{
    hm_hook_word cfa = (hm_hook_word)__builtin_frame_address(0) + 2 * sizeof(void *);

    __asm__ goto(HM_HOOK_ASM("mov (%0), %%rax\n\t"
                             "cmp 8(%0), %%rax\n\t"
                             "jae %l[ask]\n\t"
                             "cmp %3, 24(%%rax)\n\t"
                             "jb 3f\n\t"
                             "mov 32(%%rax), %%r10\n\t"
                             "mov 16(%%rax), %%r11\n\t"
                             "cmp %%r11, -8(%%r10)\n\t"
                             "jne %l[ask]\n\t"
                             "jmp 2f\n"
                             "3:\tlea 1f(%%rip), %%r10\n\t"
                             "mov %%rax, %%r11\n"
                             "4:\tcmp %3, 32(%%r11)\n\t"
                             "jne 5f\n\t"
                             "cmp %2, 16(%%r11)\n\t"
                             "jne 5f\n\t"
                             "cmp %%r10, 8(%%r11)\n\t"
                             "je %l[ask]\n\t"
                             "sub $64, %%r11\n\t"
                             "jmp 4b\n"
                             "5:\tcmp %%rax, %%r11\n\t"
                             "je %l[ask]\n\t"
                             "cmp %%rsp, 24(%%rax)\n\t"
                             "jb %l[ask]\n\t"
                             "sub %1, %%r10\n\t"
                             "cmp $96, %%r10\n\t"
                             "jbe %l[ask]\n"
                             "2:\tlea 64(%%rax), %%r11\n\t"
                             "mov %%r11, (%0)\n\t"
                             "lea 1f(%%rip), %%r10\n"
                             "1:\tmov %1, 64(%%rax)\n\t"
                             "mov %%r10, 72(%%rax)\n\t"
                             "mov %2, 80(%%rax)\n\t"
                             "mov %3, 96(%%rax)\n\t"
                             "mov 16(%0), %%r11\n\t"
                             "mov %%r11, 104(%%rax)\n\t"
                             "xor %%rax, %%r10\n\t"
                             "movabs $0x9e3779b97f4a7c15, %%r11\n\t"
                             "imul %%r11, %%r10\n\t"
                             "xor %2, %%r10\n\t"
                             "imul %%r11, %%r10\n\t"
                             "mov %%r10, %%r11\n\t"
                             "shr $32, %%r11\n\t"
                             "xor %%r11, %%r10\n\t"
                             "add 48(%%rax), %%r10\n\t"
                             "mov %%r10, 112(%%rax)\n\t"
                             "mov %%rsp, 88(%%rax)")
                 :
                 : "r"(hm_hook_here), "r"(fn), "r"(call), "r"(cfa)
                 : "rax", "r10", "r11", "cc", "memory"
                 : ask);
    return;
ask:
    hm_hook_ask((hm_hook_word)fn, (hm_hook_word)call, cfa, hm_hook_enter);
    HM_HOOK_STAYS();
}

/* The frame on top of a closed stack belongs to no function, so then the tracer is called. */
HM_HOOK_INSIDE __cyg_profile_func_exit(void *fn, void *call)
{
    (void)call; /* equal to __builtin_return_address(0), which is read only where it is needed */
    __asm__ goto(HM_HOOK_ASM("mov (%0), %%r10\n\t"
                             "cmp %%rsp, 24(%%r10)\n\t"
                             "jne %l[ask]\n\t"
                             "cmp %1, (%%r10)\n\t"
                             "jne %l[ask]\n\t"
                             "movq $0, 24(%%r10)\n\t"
                             "sub $64, %%r10\n\t"
                             "mov %%r10, (%0)")
                 :
                 : "r"(hm_hook_here), "r"(fn)
                 : "r10", "cc", "memory"
                 : ask);
    return;
ask:
    hm_hook_ask((hm_hook_word)fn, (hm_hook_word)__builtin_return_address(0), 0, hm_hook_leave);
    HM_HOOK_STAYS();
}

#undef HM_HOOK_ASM
#undef HM_HOOK_STAYS
#undef HM_HOOK_INSIDE

#ifdef __cplusplus
}
#endif
#endif

#if defined(HM_HOOKS_SKIP_INLINE) && defined(__GNUC__) && !defined(__cplusplus) &&                 \
    !defined(__ASSEMBLER__)
#if !defined(__STRICT_ANSI__) || __STDC_VERSION__ >= 199901L
#define inline inline __attribute__((no_instrument_function))
#endif
#define __inline __inline __attribute__((no_instrument_function))
#define __inline__ __inline__ __attribute__((no_instrument_function))
#endif

#endif
