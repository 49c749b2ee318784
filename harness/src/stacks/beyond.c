/* beyond.c -- from one frame to the next by frame pointer, unwind table or saved registers. */
#include "stacks/beyond.h"

#if defined(__x86_64__)

#include <string.h>

#include "stacks/cfi.h"
#include "stacks/mapped.h"
#include "stacks/readable.h"

enum { WORD = sizeof(uintptr_t), PAGE = 4096 };

/* What was found of a stack that is not the thread's own may be no longer true. */
static bool can_read(uintptr_t at, uintptr_t sp)
{
    uintptr_t top = hm_stacks_stack.top;
    return at >= sp && at % WORD == 0 && at < top && top - at >= WORD &&
           (hm_stacks_stack.threads_own || hm_stacks_is_readable(at));
}

static uintptr_t word_at(uintptr_t at)
{
    return *(const uintptr_t *)at; // NOLINT(performance-no-int-to-ptr)
}

/* Is that code which can be read? libc unloads libraries of its own without dlclose(). */
static bool is_code(uintptr_t at, size_t bytes, hm_stacks_module *known)
{
    return known(at) != 0 && known(at + bytes) != 0 && !hm_stacks_is_unloaded(at);
}

/* Where the call before the return address leads to; 0: not known. A jump there, as of a linker's
 * thunk, is followed; an entry of the procedure linkage table may lead anywhere. */
static uintptr_t callee_of(uintptr_t pc, hm_stacks_module *known)
{
    enum { CALL = 0xe8, JUMP = 0xe9, LENGTH = 5, JUMPS = 3, READ = 16 };
    static const uint8_t endbr64[] = { 0xf3, 0x0f, 0x1e, 0xfa };
    uintptr_t at = pc - LENGTH;
    for (int jumps = -1; jumps < JUMPS && is_code(at, READ, known); jumps++) {
        const uint8_t *code = (const uint8_t *)at; // NOLINT(performance-no-int-to-ptr)
        bool jumped = jumps >= 0;
        int32_t distance;
        if (jumped && memcmp(code, endbr64, sizeof endbr64) == 0)
            code += sizeof endbr64;
        if (jumped && (code[0] == 0xff || code[0] == 0xf2))
            return 0;
        if (code[0] != (jumped ? JUMP : CALL))
            return jumped ? at : 0;
        memcpy(&distance, code + 1, sizeof distance);
        at = (uintptr_t)code + LENGTH + (uintptr_t)(intptr_t)distance;
    }
    return 0;
}

/* Is the instruction before the return address a call through a register or memory? */
static bool is_indirect(uintptr_t pc, hm_stacks_module *known)
{
    enum { CALL = 0xff, SHORTEST = 2, LONGEST = 7 };
    const uint8_t *code = (const uint8_t *)pc; // NOLINT(performance-no-int-to-ptr)
    bool readable = is_code(pc - LONGEST, LONGEST, known);
    for (int n = SHORTEST; n <= LONGEST && readable; n++)
        if (code[-n] == CALL && (code[1 - n] >> 3 & 7) == 2)
            return true;
    return false;
}

/* Code without frame pointers leaves rbp to its caller, and its frame seems to be the caller's. Its
 * own return address then lies below rbp. So: is there a call in these words that leads nearer to
 * pc, the code of the frame, than the call that returns to `back`? Or may lead there, if that one
 * leads into another file? */
static bool is_skipped(uintptr_t pc, uintptr_t back, const struct hm_stacks_registers *at,
                       hm_stacks_module *known)
{
    enum { WORDS = 4096 };
    uintptr_t callee = callee_of(back, known);
    bool elsewhere = known(callee) != known(pc - 1);
    for (uintptr_t a = at->sp, i = 0; callee != 0 && i < WORDS && a < at->fp; a += WORD, i++) {
        if (a % PAGE == 0 && !can_read(a, at->sp))
            return true;
        uintptr_t word = word_at(a);
        uintptr_t other = known(word - 1) != 0 ? callee_of(word, known) : 0;
        if ((other != 0 && pc - other < pc - callee) ||
            (elsewhere && known(word - 1) != 0 && is_indirect(word, known)))
            return true;
    }
    return false;
}

/* Each of these three: to the frame above. Returns the address in its code; 0: not known. */
static uintptr_t by_frame_pointer(uintptr_t pc, struct hm_stacks_registers *at,
                                  hm_stacks_module *known)
{
    if (!can_read(at->fp, at->sp) || !can_read(at->fp + WORD, at->sp))
        return 0;
    uintptr_t back = word_at(at->fp + WORD);
    if (is_skipped(pc, back, at, known))
        return 0;
    *at = (struct hm_stacks_registers){ .sp = at->fp + 2 * WORD, .fp = word_at(at->fp) };
    return back;
}

static uintptr_t by_table(const struct hm_stacks_cfi *cfi, struct hm_stacks_registers *at)
{
    uintptr_t end = (cfi->from_rbp ? at->fp : at->sp) + (uintptr_t)cfi->offset;
    uintptr_t saved = end + (uintptr_t)cfi->rbp_offset;
    if (!can_read(end - WORD, at->sp) || (cfi->rbp_saved && !can_read(saved, at->sp)))
        return 0;
    *at = (struct hm_stacks_registers){ .sp = end, .fp = cfi->rbp_saved ? word_at(saved) : at->fp };
    return word_at(end - WORD);
}

/* The code that the kernel lets a signal handler return to: `mov $15, %rax; syscall`. */
static bool returns_from_signal(uintptr_t pc, hm_stacks_module *known)
{
    static const uint8_t code[] = { 0x48, 0xc7, 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05 };
    return is_code(pc, sizeof code, known) &&
           memcmp((const void *)pc, code, sizeof code) == 0; // NOLINT(performance-no-int-to-ptr)
}

/* Not behind a call but at the interrupted instruction, so 1 is added as in walk.h. The handler may
 * have had a stack of its own. */
static uintptr_t by_signal_frame(struct hm_stacks_registers *at)
{
    enum { RBP_AT = 120, RSP_AT = 160, RIP_AT = 168 }; /* in the kernel's struct ucontext */
    uintptr_t context = at->sp;
    if (!can_read(context, at->sp) || !can_read(context + RIP_AT, at->sp))
        return 0;
    *at = (struct hm_stacks_registers){ .sp = word_at(context + RSP_AT),
                                        .fp = word_at(context + RBP_AT) };
    uintptr_t pc = word_at(context + RIP_AT);
    hm_stacks_top(at->sp);
    return pc + 1;
}

/* A table that begins at the return address is that of a function to which something else than a
 * call wrote it: the first frame of a coroutine returns there. */
static bool is_first_frame(uintptr_t pc)
{
    return hm_stacks_has_table(pc + 1);
}

static uintptr_t next_of(uintptr_t pc, struct hm_stacks_registers *at, hm_stacks_module *known)
{
    struct hm_stacks_cfi cfi;
    if (returns_from_signal(pc, known))
        return by_signal_frame(at);
    if (!hm_stacks_has_table(pc))
        return is_first_frame(pc) ? 0 : by_frame_pointer(pc, at, known);
    return hm_stacks_cfi_at(pc, &cfi) && !cfi.outermost ? by_table(&cfi, at) : 0;
}

size_t hm_stacks_walk_beyond(struct hm_stacks_registers at, uintptr_t *pcs, size_t n, size_t max,
                             hm_stacks_module *known, hm_stacks_module *find)
{
    struct hm_stacks_stack own = hm_stacks_stack;
    hm_stacks_top(at.sp);
    while (n < max && find(pcs[n - 1] - 1) != 0) {
        uintptr_t pc = next_of(pcs[n - 1], &at, known);
        if (pc == 0 || find(pc - 1) == 0)
            break;
        pcs[n++] = pc;
    }
    hm_stacks_stack = own;
    return n;
}

#else

size_t hm_stacks_walk_beyond(struct hm_stacks_registers at, uintptr_t *pcs, size_t n, size_t max,
                             hm_stacks_module *known, hm_stacks_module *find)
{
    (void)at, (void)pcs, (void)max, (void)known, (void)find;
    return n;
}

#endif
