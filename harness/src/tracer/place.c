/* place.c -- find the instrumented frame behind a heap call that a library made.
 *
 * When the innermost instrumented function itself calls malloc, its stack pointer is still the one
 * that its entry hook saw. When libc (strdup, getline, stdio) or another uninstrumented function
 * lies in between, the unwinder finds the return address into the instrumented frame. The unwinder
 * is slow, so its answers are remembered by caller and distance: for one caller at one distance the
 * frames in between are always the same. */
#include "tracer/place.h"

#include <stdbool.h>
#include <string.h>
#include <unwind.h>

enum { WALK_MAX = 128, RETRIES = 64 };

struct walk {
    uintptr_t sp;    /* of the caller of malloc */
    uintptr_t frame; /* stack pointer of the instrumented frame at its entry hook */
    uintptr_t ip;    /* the frame visited last, and its stack pointer */
    uintptr_t at;
    uintptr_t via;    /* the frame before that one, if past `sp` */
    uintptr_t beyond; /* the stack pointer of the first frame further out */
    unsigned visited;
};

static _Unwind_Reason_Code visit(struct _Unwind_Context *context, void *arg)
{
    struct walk *w = arg;
    uintptr_t at = (uintptr_t)_Unwind_GetCFA(context);

    if (at > w->frame) {
        w->beyond = at;
        return _URC_END_OF_STACK;
    }
    if (at >= w->sp) {
        w->via = w->ip;
        w->ip = (uintptr_t)_Unwind_GetIP(context);
        w->at = at;
    }
    return ++w->visited < WALK_MAX ? _URC_NO_REASON : _URC_END_OF_STACK;
}

static struct hm_tracer_place_memo *memo_of(struct hm_tracer_place_memo *memos, uint64_t caller,
                                            uint64_t distance)
{
    uint64_t hash = (caller ^ distance << 20) * 0x9e3779b97f4a7c15u;
    return &memos[hash >> 56];
}

/* False: the frame on top is no longer on the machine stack. */
static bool unwind(const struct hm_hook_frame *top, uintptr_t sp, struct hm_tracer_place_memo *memo)
{
    struct walk w = { .sp = sp, .frame = top->sp };

    _Unwind_Backtrace(visit, &w);
    if (w.ip == 0 || w.beyond == 0) { /* no unwind tables on the way: only the caller is known */
        *memo = (struct hm_tracer_place_memo){ 0 };
        return true;
    }
    if (*(const uintptr_t *)(w.beyond - sizeof(void *)) != top->call)
        return false;
    memo->offset = top->sp - (w.at - sizeof(void *));
    memo->via = w.via;
    return true;
}

#if defined(__x86_64__)
/* If `code` is a jump through a slot of the global offset table, as a PLT entry is: the address in
 * the slot. 0: it is no such jump. */
static uint64_t through_plt(const unsigned char *code)
{
    static const unsigned char landing[] = { 0xf3, 0x0f, 0x1e, 0xfa }; /* endbr64 */
    int32_t offset;

    if (memcmp(code, landing, sizeof landing) == 0)
        code += sizeof landing;
    if (code[0] == 0xf2) /* bnd */
        code++;
    if (code[0] != 0xff || code[1] != 0x25)
        return 0;
    memcpy(&offset, code + 2, sizeof offset);
    return *(const uint64_t *)(code + 6 + offset);
}

/* An address just inside the function that the call instruction before `ra` names. It is the name
 * in the source, even if the library goes on from there by a jump to another function. 0: a call
 * through a register. */
static uint64_t called_before(uint64_t ra)
{
    const unsigned char *after = (const unsigned char *)ra;
    int32_t offset;

    memcpy(&offset, after - sizeof offset, sizeof offset);
    if (after[-5] == 0xe8) {
        uint64_t slot = through_plt(after + offset);
        return (slot != 0 ? slot : (uint64_t)(after + offset)) + 1;
    }
    if (after[-6] == 0xff && after[-5] == 0x15)
        return *(const uint64_t *)(after + offset) + 1;
    return 0;
}
#else
static uint64_t called_before(uint64_t ra)
{
    (void)ra;
    return 0;
}
#endif

struct hm_tracer_place hm_tracer_place_of(struct hm_tracer_shadow *s,
                                          struct hm_tracer_place_memo *memos, uintptr_t sp,
                                          uintptr_t caller)
{
    for (unsigned retry = 0; retry < RETRIES; retry++) {
        const struct hm_hook_frame *top = hm_tracer_shadow_top(s);
        if (hm_tracer_shadow_depth(s) == 0 || s->unknown || !hm_tracer_shadow_own(s, sp) ||
            top->sp == sp)
            break;
        struct hm_tracer_place_memo *memo = memo_of(memos, caller, top->sp - sp);
        if (memo->caller != caller || memo->distance != top->sp - sp) {
            memo->caller = caller;
            memo->distance = top->sp - sp;
            if (!unwind(top, sp, memo)) {
                memo->caller = 0;
                hm_tracer_shadow_pop(s);
                continue;
            }
            if (memo->caller == 0)
                return (struct hm_tracer_place){ .ra = top->pc, .via = caller };
        }
        uint64_t ra = *(const uint64_t *)(top->sp - memo->offset);
        uint64_t named = memo->via != 0 ? called_before(ra) : 0;
        return (struct hm_tracer_place){ .ra = ra, .via = named != 0 ? named : memo->via };
    }
    return (struct hm_tracer_place){ .ra = caller, .via = 0 };
}
