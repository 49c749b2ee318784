/* place.c -- the line of instrumented code behind a heap call that a library made.
 *
 * When the caller of malloc is the innermost instrumented function itself, its stack pointer says
 * so: it is what it was at the entry hook. When libc (strdup, getline, stdio) or another
 * uninstrumented function stands between, the unwinder finds the return address into the
 * instrumented frame. It is slow, so its answer is remembered by the question: the frames between
 * are always the same for one caller at one distance. */
#include "trace/record.h"

#include <stdbool.h>
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

static struct hm__place_memo *memo_of(struct hm__thread *t, uint64_t caller, uint64_t distance)
{
    uint64_t hash = (caller ^ distance << 20) * 0x9e3779b97f4a7c15u;
    return &t->memo[hash >> 56];
}

/* False: the frame on top is not on the machine stack any more. */
static bool unwind(const struct hm__frame *top, uintptr_t sp, struct hm__place_memo *memo)
{
    struct walk w = { .sp = sp, .frame = top->sp };

    _Unwind_Backtrace(visit, &w);
    if (w.ip == 0 || w.beyond == 0) { /* no unwind tables on the way: only the function is known */
        *memo = (struct hm__place_memo){ 0 };
        return true;
    }
    /* Where the frame was entered, its return address must still be. */
    if (*(const uintptr_t *)(w.beyond - sizeof(void *)) != top->call)
        return false;
    memo->offset = top->sp - (w.at - sizeof(void *));
    memo->via = w.via;
    return true;
}

struct hm__place hm__place_of(struct hm__thread *t, uintptr_t sp, uintptr_t caller)
{
    struct hm__shadow *s = &t->shadow;

    for (unsigned retry = 0; retry < RETRIES; retry++) {
        const struct hm__frame *top = hm__shadow_top(s);
        if (s->count == 0 || s->lost || s->away || top->sp == sp)
            break;
        struct hm__place_memo *memo = memo_of(t, caller, top->sp - sp);
        if (memo->caller != caller || memo->distance != top->sp - sp) {
            memo->caller = caller;
            memo->distance = top->sp - sp;
            if (!unwind(top, sp, memo)) {
                memo->caller = 0;
                s->count--;
                continue;
            }
            if (memo->caller == 0)
                return (struct hm__place){ .ra = top->pc, .via = caller };
        }
        uint64_t ra = *(const uint64_t *)(top->sp - memo->offset);
        return (struct hm__place){ .ra = ra, .via = memo->via };
    }
    return (struct hm__place){ .ra = caller, .via = 0 };
}
