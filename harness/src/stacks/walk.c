/* walk.c -- two walks up the stack: along frame pointers, and with libgcc's unwinder.
 *
 * The unwinder finds its tables with glibc's _dl_find_object(): it neither locks nor allocates. */
#include "stacks/walk.h"

#include <stdbool.h>
#include <string.h>
#ifndef HM_WITHOUT_UNWINDER
#include <unwind.h>
#endif

#include "base/maps.h"
#include "base/realign.h"

enum { HOOK_FRAMES = 16 }; /* more than the frames of ours between the hook and the caller */

_Thread_local struct hm_stacks_stack hm_stacks_stack __attribute__((tls_model("initial-exec")));

/* Set once the program may have forbidden itself to open files. */
static bool sealed;

void hm_stacks_seal_walk(void)
{
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
}

/* The kernel maps nothing else within so many bytes below the end of the main thread's stack. */
enum { MAIN_STACK_GAP = 128 << 20 };

static _Thread_local uintptr_t below __attribute__((tls_model("initial-exec")));

/* The C library puts a thread's static thread-local memory at the end of its stack. */
static bool holds_tls(uintptr_t here, uintptr_t end)
{
    return (uintptr_t)&below > here && (uintptr_t)&below < end;
}

static bool find_stack(const struct hm_base_map *map, void *arg)
{
    uintptr_t here = (uintptr_t)arg, end_below = below;
    below = map->end;
    if (here < map->start || here >= map->end)
        return true;
    hm_stacks_stack.bottom = map->start;
    if (strcmp(map->path, "[stack]") == 0 && map->end > MAIN_STACK_GAP) /* it grows */
        hm_stacks_stack.bottom =
            end_below > map->end - MAIN_STACK_GAP ? end_below : map->end - MAIN_STACK_GAP;
    hm_stacks_stack.top = map->end;
    hm_stacks_stack.threads_own = strcmp(map->path, "[stack]") == 0 || holds_tls(here, map->end);
    return false;
}

enum { FEW_LOG2 = 2, PAGE_LOG2 = 12 };
_Thread_local struct hm_stacks_stack *hm_stacks_known __attribute__((tls_model("initial-exec")));
static _Thread_local struct hm_stacks_stack few[1 << FEW_LOG2]
    __attribute__((tls_model("initial-exec")));

HM_BASE_REALIGN uintptr_t hm_stacks_find(uintptr_t here)
{
    uint64_t h = (uint64_t)(here >> PAGE_LOG2) * UINT64_C(0x9e3779b97f4a7c15);
    struct hm_stacks_stack *before = hm_stacks_known != NULL
                                         ? &hm_stacks_known[h >> (64 - HM_STACKS_KNOWN_LOG2)]
                                         : &few[h >> (64 - FEW_LOG2)];
    if (here >= before->bottom && here < before->top) {
        hm_stacks_stack = *before;
        return hm_stacks_stack.top;
    }
    hm_stacks_stack = (struct hm_stacks_stack){ 0 };
    if (__atomic_load_n(&sealed, __ATOMIC_RELAXED))
        return 0;
    below = 0;
    hm_base_maps_each(find_stack, (void *)here); // NOLINT(performance-no-int-to-ptr)
    *before = hm_stacks_stack;
    return hm_stacks_stack.top;
}

/* The bounds of this library's code, from the linker. */
extern const char __ehdr_start[], _etext[];

static bool is_ours(uintptr_t pc)
{
    return pc >= (uintptr_t)__ehdr_start && pc < (uintptr_t)_etext;
}

/* The frame of the function that called malloc: the first that is not ours. malloc itself may keep
 * no frame pointer; then the frame above our last one is already the caller's. */
static const uintptr_t *callers_frame(uintptr_t caller, const uintptr_t *frame, uintptr_t top)
{
    for (int own = 0; own < HOOK_FRAMES && frame != NULL; own++) {
        const uintptr_t *next = hm_stacks_frame_above(frame, top);
        if (frame[1] == caller)
            return next;
        if (next != NULL && next[1] != caller && !is_ours(next[1]))
            return next;
        frame = next;
    }
    return NULL;
}

size_t hm_stacks_walk_frame_pointers(void *caller, uintptr_t *pcs, size_t max)
{
#if defined(__x86_64__) || defined(__aarch64__)
    const uintptr_t *frame = __builtin_frame_address(0);
    uintptr_t top = hm_stacks_top((uintptr_t)frame);
    size_t n = 0;
    if (!hm_stacks_stack.threads_own)
        return 0;
    pcs[n++] = (uintptr_t)caller;
    frame = callers_frame((uintptr_t)caller, frame, top);
    while (frame != NULL && n < max && frame[1] != 0) {
        pcs[n++] = frame[1];
        frame = hm_stacks_frame_above(frame, top);
    }
    return n;
#else
    (void)caller, (void)pcs, (void)max, (void)callers_frame;
    return 0;
#endif
}

#ifdef HM_WITHOUT_UNWINDER /* the libgcc of another C library */
size_t hm_stacks_walk_unwind_tables(void *caller, uintptr_t *pcs, size_t max,
                                    struct hm_stacks_registers *last)
{
    (void)last;
    return hm_stacks_walk_frame_pointers(caller, pcs, max);
}
#else
struct unwinding {
    uintptr_t caller, *pcs;
    size_t n, max, own;
    struct hm_stacks_registers last;
};

#if defined(__x86_64__)
enum { FRAME_POINTER = 6 }; /* DWARF's number of rbp */
#elif defined(__aarch64__)
enum { FRAME_POINTER = 29 };
#endif

static void keep_registers(struct unwinding *u, struct _Unwind_Context *context)
{
#if defined(__x86_64__) || defined(__aarch64__)
    u->last.sp = (uintptr_t)_Unwind_GetCFA(context);
    u->last.fp = (uintptr_t)_Unwind_GetGR(context, FRAME_POINTER);
#else
    (void)u, (void)context;
#endif
}

static _Unwind_Reason_Code step(struct _Unwind_Context *context, void *arg)
{
    struct unwinding *u = arg;
    int interrupted = 0;
    uintptr_t pc = _Unwind_GetIPInfo(context, &interrupted);
    if (u->n == 0 && pc != u->caller)
        return ++u->own < HOOK_FRAMES ? _URC_NO_REASON : _URC_END_OF_STACK;
    if (u->n == u->max || pc == 0)
        return _URC_END_OF_STACK;
    u->pcs[u->n++] = pc + (interrupted != 0);
    keep_registers(u, context);
    return _URC_NO_REASON;
}

size_t hm_stacks_walk_unwind_tables(void *caller, uintptr_t *pcs, size_t max,
                                    struct hm_stacks_registers *last)
{
    struct unwinding u = { .caller = (uintptr_t)caller, .pcs = pcs, .max = max };
    _Unwind_Backtrace(step, &u);
    if (last != NULL)
        *last = u.last;
    return u.n;
}
#endif
