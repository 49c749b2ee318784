/* forbid.c -- the first block of a thread that must not allocate. */
#include <signal.h>
#include <string.h>
#include <unistd.h>
#ifndef HM_WITHOUT_UNWINDER
#include <unwind.h>
#endif

#include <heapmark/counters.h>
#include <heapmark/expect.h>

#include "count/lane.h"
#include "expect/recorder.h"
#include "expect/say.h"
#include "expect/sites.h"
#include "stacks/walk.h"

enum { NESTED = 16 };

/* The functions of this thread that forbid, outermost first: the end of their frame, and where they
 * begin. Beyond NESTED the last one stands for all. */
static _Thread_local struct {
    const void *frame, *function;
} forbids[NESTED] __attribute__((tls_model("initial-exec")));
static _Thread_local int forbidden __attribute__((tls_model("initial-exec")));
static hm_forbid_handler *handler;

void hm_forbid_end(void)
{
    if (forbidden > 0)
        forbidden--;
}

#ifdef HM_WITHOUT_UNWINDER /* no function counts as left */
struct search {
    const void *frame, *function;
    bool found;
};

static void search(struct search *s)
{
    s->found = true;
}
#else
struct search {
    const void *frame, *function; /* looked for; NULL: of any function */
    void *pc;                     /* of the frame before */
    bool found;
};

/* At each frame the unwinder knows where the one before it ends. */
static _Unwind_Reason_Code look(struct _Unwind_Context *context, void *arg)
{
    struct search *s = arg;

    if (s->pc != NULL && (const void *)_Unwind_GetCFA(context) == s->frame) { // NOLINT
        const void *function = _Unwind_FindEnclosingFunction(s->pc);
        s->found = s->function == NULL || s->function == function;
        if (s->found)
            s->function = function;
    }
    s->pc = (void *)_Unwind_GetIP(context); // NOLINT(performance-no-int-to-ptr)
    return s->found ? _URC_END_OF_STACK : _URC_NO_REASON;
}

static void search(struct search *s)
{
    _Unwind_Backtrace(look, s);
}
#endif

/* Forget what functions that were left have forbidden. */
static void forget_left(void)
{
    for (; forbidden > 0; forbidden--) {
        int i = forbidden < NESTED ? forbidden - 1 : NESTED - 1;
        struct search s = { .frame = forbids[i].frame, .function = forbids[i].function };
        search(&s);
        if (s.found)
            return;
    }
}

hm_forbid_handler *hm_forbid_on_block(hm_forbid_handler *to)
{
    return __atomic_exchange_n(&handler, to, __ATOMIC_ACQ_REL);
}

static const char *text_of(size_t size, void *caller)
{
    static char buffer[4096]; /* of the thread that is about to end the program */
    struct hm_expect_text text = { buffer, sizeof buffer };
    uintptr_t pcs[HM_EXPECT_DEPTH];
    size_t n = hm_stacks_walk_unwind_tables(caller, pcs, HM_EXPECT_DEPTH, NULL);

    if (n == 0)
        pcs[n++] = (uintptr_t)caller;
    hm_expect_say(&text, "heapmark: a block of %zu byte%s where none may be made:\n", size,
                  size == 1 ? "" : "s");
    hm_expect_say_stack(&text, pcs, n, "    ");
    return buffer;
}

static void meet(size_t size, void *caller)
{
    if (forbidden > 0)
        forget_left();
    if (forbidden == 0)
        return;
    forbidden = 0; /* the handler may allocate, and may leave by longjmp */
    const char *text = text_of(size, caller);
    hm_forbid_handler *to = __atomic_load_n(&handler, __ATOMIC_ACQUIRE);
    if (to == NULL) {
        ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
        (void)ignored;
        raise(SIGABRT);
        return;
    }
    /* As the program's own code, not as the observer's. */
    struct hm_count_lane *mine = hm_count_lane;
    hm_count_lane_return();
    to(text);
    hm_count_lane = mine;
}

bool hm_priv_forbid_begin(const void *frame)
{
    if (!hm_counting())
        return false;
    hm_expect_watch(meet);
    if (forbidden < NESTED) {
        struct search caller = { .frame = frame };
        search(&caller);
        forbids[forbidden].frame = frame;
        forbids[forbidden].function = caller.function;
    }
    forbidden++;
    return true;
}
