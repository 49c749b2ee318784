/* hooks.h -- the entry and exit hooks of -finstrument-functions, inlined into the program.
 *
 *     cc -g -finstrument-functions -include heapmark/hooks.h ...
 *
 * With it a traced call takes a few stores in place of two calls into the tracer. It is optional:
 * without it the verdicts of `heapmark trace` are the same, only slower. Where it does not apply (a
 * compiler other than gcc from 8 on, a machine other than x86-64 Linux, a shared library) the code
 * calls the hooks as usual, and both kinds may be mixed in one program.
 *
 * -DHM_HOOKS_SKIP_INLINE leaves out what is declared inline in C, with clang, too: such functions
 * are no frames then, and cost nothing. Not for sources that use the word otherwise (`asm inline`).
 *
 * Without the tracer such a program runs as any other: there is no library to link. Valid C90 and
 * C++98, includes nothing: see hook_stack.h. */
#ifndef HEAPMARK_HOOKS_H
#define HEAPMARK_HOOKS_H

#pragma GCC system_header /* no warnings, whatever flags the source is compiled with */

#if defined(__GNUC__) && __GNUC__ >= 8 && !defined(__clang__) && defined(__x86_64__) &&            \
    !defined(__ILP32__) && defined(__linux__) && !defined(__ASSEMBLER__) &&                        \
    (!defined(__PIC__) || defined(__PIE__))

#include "heapmark/hook_stack.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Weak: the linker keeps one of each, however many sources include this header. Used: what assembly
 * names must keep its name, also where the linker calls the compiler. */
__attribute__((weak, visibility("hidden"))) struct hm_hook_frame hm_hook_no_frame = { 0 };
__attribute__((weak, visibility("hidden"))) struct hm_hook_stack hm_hook_none = { &hm_hook_no_frame,
                                                                                  0, 0 };
__attribute__((weak, used, visibility("hidden"))) char hm_hook_unheard = 0;
__attribute__((weak, used, visibility("hidden"))) __thread struct hm_hook_stack *hm_hook_here =
    &hm_hook_none;

#define HM_HOOK_INSIDE                                                                             \
    extern __inline__ __attribute__((gnu_inline, always_inline, no_instrument_function,            \
                                     target("general-regs-only"))) void

#define HM_HOOK_ASM(text) "{|.att_syntax noprefix\n\t}" text "{|\n\t.intel_syntax noprefix}"

/* What only assembly calls. It must leave the vector registers alone. */
#define HM_HOOK_RARE                                                                               \
    __attribute__((weak, used, visibility("hidden"), noinline, cold, no_instrument_function,       \
                   target("general-regs-only")))

/* The bytes that XSAVE needs for the vector registers of SSE, AVX and AVX-512, which are its parts
 * 1, 2 and 5 to 7. 1: the system has no XSAVE, and so no vectors but those of SSE. 0: not yet
 * known. */
__attribute__((weak, visibility("hidden"))) unsigned hm_hook_room = 0;
#define HM_HOOK_VECTORS     0xe6
#define HM_HOOK_CPUID(a, c) __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d))
#define HM_HOOK_KEEP(how, area)                                                                    \
    __asm__ volatile(HM_HOOK_ASM(how " (%0)")                                                      \
                     :                                                                             \
                     : "r"(area), "a"(HM_HOOK_VECTORS), "d"(0)                                     \
                     : "memory")

void hm_hook_measure(void) HM_HOOK_RARE;
void hm_hook_measure(void)
{
    unsigned size = 1, part, a = 1, b, c = 0, d;

    HM_HOOK_CPUID(a, c);
    if (c & 1u << 27) { /* the system has switched XSAVE on */
        size = 576;     /* the part of SSE, and the header */
        for (part = 2; part < 8; part++) {
            a = 13;
            c = part;
            HM_HOOK_CPUID(a, c);
            if (a != 0 && a + b > size)
                size = a + b;
        }
    }
    hm_hook_room = size;
}

/* The area begins at a multiple of 64 bytes. FXSAVE fills 512 bytes of it; the header of XSAVE lies
 * behind those and must be zero at first. */
void hm_hook_ask(hm_hook_word fn, hm_hook_word pc, hm_hook_word frame, hm_hook_word sp,
                 void (*hook)(void *, void *)) HM_HOOK_RARE;
void hm_hook_ask(hm_hook_word fn, hm_hook_word pc, hm_hook_word frame, hm_hook_word sp,
                 void (*hook)(void *, void *))
{
    struct hm_hook_request request;
    volatile hm_hook_word *area;
    int i;

    if (hm_hook_room == 0)
        hm_hook_measure();
    area = (hm_hook_word *)(((hm_hook_word)__builtin_alloca(hm_hook_room + 640) + 63) &
                            ~(hm_hook_word)63);
    for (i = 64; i < 72; i++)
        area[i] = 0;
    request.step.fn = fn;
    request.step.call = ((const hm_hook_word *)frame)[1];
    request.step.pc = pc;
    request.step.sp = sp;
    request.step.cfa = frame + 2 * sizeof(void *);
    request.here = &hm_hook_here;
    request.heard = 0;
    if (hm_hook_room > 1)
        HM_HOOK_KEEP("xsave64", area);
    else
        HM_HOOK_KEEP("fxsave64", area);
    hook(&request, HM_HOOK_INLINE);
    if (hm_hook_room > 1)
        HM_HOOK_KEEP("xrstor64", area);
    else
        HM_HOOK_KEEP("fxrstor64", area);
    if (!request.heard) /* that was libc's empty hook: the program is not traced */
        hm_hook_unheard = 1;
}

/* A frame, with rules of unwinding where the compiler writes any. */
#ifdef __GCC_HAVE_DWARF2_CFI_ASM
#define HM_HOOK_BEGIN                                                                              \
    "push %%rbp\n\t.cfi_def_cfa_offset 16\n\t.cfi_offset 6, -16\n\t"                               \
    "mov %%rsp, %%rbp\n\t.cfi_def_cfa_register 6\n\t"
#define HM_HOOK_END "pop %%rbp\n\t.cfi_def_cfa 7, 8\n"
#else
#define HM_HOOK_BEGIN "push %%rbp\n\tmov %%rsp, %%rbp\n\t"
#define HM_HOOK_END   "pop %%rbp\n"
#endif

/* The way from an inlined hook to the tracer. rax is the function, r10 the pc, r11 the address of
 * the frame. The library's hook was pushed, which libc has too, and does nothing: only code with
 * inlined hooks refers to it. The compiler does not know of this call: all other registers are
 * kept, and so are the 128 bytes below the stack pointer, which belong to the function that runs.
 * Nothing but the assembly: no frame, and no counters of a profile. */
void hm_hook_way(void) HM_HOOK_RARE __attribute__((naked, no_profile_instrument_function));
void hm_hook_way(void)
{
    __asm__ volatile(HM_HOOK_ASM("cmpb $0, hm_hook_unheard(%%rip)\n\t"
                                 "jne 1f\n\t" HM_HOOK_BEGIN "push %%rdi\n\t"
                                 "push %%rsi\n\t"
                                 "push %%rdx\n\t"
                                 "push %%rcx\n\t"
                                 "push %%r8\n\t"
                                 "push %%r9\n\t"
                                 "mov %%rax, %%rdi\n\t"
                                 "mov %%r10, %%rsi\n\t"
                                 "mov %%r11, %%rdx\n\t"
                                 "lea 24+128(%%rbp), %%rcx\n\t"
                                 "mov 16(%%rbp), %%r8\n\t"
                                 "and $-16, %%rsp\n\t"
                                 "call hm_hook_ask\n\t"
                                 "lea -48(%%rbp), %%rsp\n\t"
                                 "pop %%r9\n\t"
                                 "pop %%r8\n\t"
                                 "pop %%rcx\n\t"
                                 "pop %%rdx\n\t"
                                 "pop %%rsi\n\t"
                                 "pop %%rdi\n\t" HM_HOOK_END "1:\tret")
                     :
                     :);
}

/* A hook is one statement of assembly. What leads out of it, a branch or a call, the compiler would
 * have to follow through every function and every copy of it. */
#define HM_HOOK_TELL(hook)                                                                         \
    "lea -128(%%rsp), %%rsp\n\t"                                                                   \
    "pushq " hook "@GOTPCREL(%%rip)\n\t"                                                           \
    "call hm_hook_way\n\t"                                                                         \
    "lea 136(%%rsp), %%rsp\n"

/* The frame below must be alive: its machine frame lies above ours and its return address is in
 * place, or (3:) we are inlined into it. That its stack pointer is where our frame begins is not
 * enough: __builtin_longjmp may have left it, and a function without hooks that called us then may
 * have a frame of the same size. Inlined means that the machine frame is the same, that none of the
 * frames there was entered at this place, and that the function's own copy does not begin near.
 * Otherwise (9:) the tracer is called. Offsets are those of hook_stack.h; the last steps are the
 * hash, as described there, and the store of sp. */
HM_HOOK_INSIDE __cyg_profile_func_enter(void *fn, void *call)
{
    hm_hook_word here, caller;

    (void)call; /* it lies above the frame pointer, and is read only there */
    __asm__ volatile(HM_HOOK_ASM("mov %%fs:hm_hook_here@tpoff, %0\n"
                                 "1:\tmov (%0), %%rax\n\t"
                                 "cmp 8(%0), %%rax\n\t"
                                 "jae 9f\n\t"
                                 "lea 16(%3), %%r11\n\t"
                                 "mov 8(%3), %1\n\t"
                                 "cmp %%r11, 24(%%rax)\n\t"
                                 "jb 3f\n\t"
                                 "mov 32(%%rax), %%r10\n\t"
                                 "mov 16(%%rax), %%r11\n\t"
                                 "cmp %%r11, -8(%%r10)\n\t"
                                 "jne 9f\n\t"
                                 "lea 16(%3), %%r11\n"
                                 "2:\tlea 64(%%rax), %%r10\n\t"
                                 "mov %%r10, (%0)\n\t"
                                 "mov %2, 64(%%rax)\n\t"
                                 "lea 1b(%%rip), %%r10\n\t"
                                 "mov %%r10, 72(%%rax)\n\t"
                                 "mov %1, 80(%%rax)\n\t"
                                 "mov %%r11, 96(%%rax)\n\t"
                                 "mov 16(%0), %%r11\n\t"
                                 "mov %%r11, 104(%%rax)\n\t"
                                 "xor %%rax, %%r10\n\t"
                                 "movabs $0x9e3779b97f4a7c15, %%r11\n\t"
                                 "imul %%r11, %%r10\n\t"
                                 "xor %1, %%r10\n\t"
                                 "imul %%r11, %%r10\n\t"
                                 "mov %%r10, %%r11\n\t"
                                 "shr $32, %%r11\n\t"
                                 "xor %%r11, %%r10\n\t"
                                 "add 48(%%rax), %%r10\n\t"
                                 "mov %%r10, 112(%%rax)\n\t"
                                 "mov %%rsp, 88(%%rax)\n\t"
                                 "jmp 8f\n"
                                 "3:\tcmp %%r11, 32(%%rax)\n\t"
                                 "jne 9f\n\t"
                                 "cmp %1, 16(%%rax)\n\t"
                                 "jne 9f\n\t"
                                 "cmp %%rsp, 24(%%rax)\n\t"
                                 "jb 9f\n\t"
                                 "lea 1b(%%rip), %%r10\n\t"
                                 "sub %2, %%r10\n\t"
                                 "cmp $96, %%r10\n\t"
                                 "jbe 9f\n\t"
                                 "add %2, %%r10\n"
                                 "4:\tcmp %%r10, 8(%%rax)\n\t"
                                 "je 9f\n\t"
                                 "sub $64, %%rax\n\t"
                                 "cmp %%r11, 32(%%rax)\n\t"
                                 "je 4b\n\t"
                                 "mov (%0), %%rax\n\t"
                                 "jmp 2b\n"
                                 "9:\tmov %2, %%rax\n\t"
                                 "lea 1b(%%rip), %%r10\n\t"
                                 "mov %3, %%r11\n\t" HM_HOOK_TELL("__cyg_profile_func_enter") "8:")
                     : "=&r"(here), "=&r"(caller)
                     : "r"(fn), "r"(__builtin_frame_address(0))
                     : "rax", "r10", "r11", "cc", "memory");
}

/* The frame on top of a closed stack belongs to no function, so then the tracer is called. */
HM_HOOK_INSIDE __cyg_profile_func_exit(void *fn, void *call)
{
    (void)call;
    __asm__ volatile(HM_HOOK_ASM("mov %%fs:hm_hook_here@tpoff, %%r11\n"
                                 "1:\tmov (%%r11), %%r10\n\t"
                                 "cmp %%rsp, 24(%%r10)\n\t"
                                 "jne 9f\n\t"
                                 "cmp %0, (%%r10)\n\t"
                                 "jne 9f\n\t"
                                 "movq $0, 24(%%r10)\n\t"
                                 "sub $64, %%r10\n\t"
                                 "mov %%r10, (%%r11)\n\t"
                                 "jmp 8f\n"
                                 "9:\tmov %0, %%rax\n\t"
                                 "lea 1b(%%rip), %%r10\n\t"
                                 "mov %1, %%r11\n\t" HM_HOOK_TELL("__cyg_profile_func_exit") "8:")
                     :
                     : "r"(fn), "r"(__builtin_frame_address(0))
                     : "rax", "r10", "r11", "cc", "memory");
}

#undef HM_HOOK_TELL
#undef HM_HOOK_BEGIN
#undef HM_HOOK_END
#undef HM_HOOK_VECTORS
#undef HM_HOOK_CPUID
#undef HM_HOOK_KEEP
#undef HM_HOOK_RARE
#undef HM_HOOK_ASM
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
