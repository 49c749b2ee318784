/* hooks.c -- where the program calls the tracer: function entry and exit, heap events, threads,
 * jumps, stack switches and forks.
 *
 * Every symbol that the traced program can call is here. A hook does nothing before the tracer is
 * ready, in the child of a fork, on a thread that has run its last destructor, and inside another
 * hook. */
#include "tracer/hooks.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>

#include "base/likely.h"
#include "count/hook.h"
#include "tracer/modules.h"

#define EXPORT __attribute__((visibility("default")))

enum {
    DESTRUCTOR_ROUNDS = 2, /* let the program's own destructors free first */
    FRAME_MAX = 1 << 20,   /* bytes; a frame pointer further away than this is none */
};

extern void *__libc_stack_end __attribute__((weak));

EXPORT void __cyg_profile_func_enter(void *fn, void *call);
EXPORT void __cyg_profile_func_exit(void *fn, void *call);
_Noreturn void __longjmp_chk(struct __jmp_buf_tag env[1], int value);
pid_t _Fork(void); /* glibc 2.34 */

static _Thread_local struct hm_tracer_thread *self __attribute__((tls_model("initial-exec")));
static _Thread_local int rounds __attribute__((tls_model("initial-exec")));
static struct hm_hook_frame no_frame;
/* Stands for a thread that is not traced: it was never attached, or it has ended. */
static struct hm_tracer_thread no_thread = {
    .shadow = { .open = { .top = &no_frame }, .frame = &no_frame, .busy = UINTPTR_MAX }
};
static bool ready;
static pthread_key_t at_exit;

static struct {
    pid_t (*fork_only)(void); /* _Fork: runs no handlers */
    int (*swapcontext)(ucontext_t *, const ucontext_t *);
    int (*setcontext)(const ucontext_t *);
    void (*longjmp)(struct __jmp_buf_tag *, int) __attribute__((noreturn));
    void (*longjmp_chk)(struct __jmp_buf_tag *, int) __attribute__((noreturn));
} real;

static void own_stack(uintptr_t *low, uintptr_t *size)
{
    pthread_attr_t attr;
    void *base;
    size_t bytes;

    *low = *size = 0;
    if (pthread_getattr_np(pthread_self(), &attr) != 0)
        return;
    if (pthread_attr_getstack(&attr, &base, &bytes) == 0) {
        *low = (uintptr_t)base;
        *size = bytes;
    }
    pthread_attr_destroy(&attr);
}

static void widen_main_stack(uintptr_t *low, uintptr_t *size)
{
    uintptr_t least = (uintptr_t)128 << 20; /* the kernel keeps that much clear below it */
    uintptr_t high = *low + *size;
    if (*size != 0 && *size < least) {
        *low = high - least;
        *size = least;
    }
}

static struct hm_tracer_thread *attach(void)
{
    if (!ready)
        return NULL;
    int saved = errno;
    uintptr_t low, size;
    self = &no_thread;
    own_stack(&low, &size);
    uintptr_t here = (uintptr_t)&low;
    if (&__libc_stack_end != NULL && (uintptr_t)__libc_stack_end - low <= size)
        widen_main_stack(&low, &size);
    if (here - low >= size) /* the first call comes from a signal stack or a coroutine */
        low = size = 0;
    struct hm_tracer_thread *t = hm_tracer_thread_start(low, size);
    if (t != NULL) {
        pthread_setspecific(at_exit, t);
        self = t;
    }
    errno = saved;
    return t;
}

static inline struct hm_tracer_thread *mine(void)
{
    struct hm_tracer_thread *t = self;
    return HM_BASE_UNLIKELY(t == NULL) ? attach() : t;
}

static void thread_exits(void *arg)
{
    struct hm_tracer_thread *t = arg;
    if (self == &no_thread)
        return;
    if (rounds++ < DESTRUCTOR_ROUNDS) {
        pthread_setspecific(at_exit, t);
        return;
    }
    self = &no_thread;
    if (t->shadow.here != NULL)
        *t->shadow.here = &no_thread.shadow.open;
    hm_tracer_thread_end(t);
}

/* What an out-of-line hook learns from its own frame about the function that called it: its stack
 * pointer, and its cfa if the saved frame pointer leads to the return address `call`. */
static inline __attribute__((always_inline)) struct hm_hook_step step_of(void *fn, void *call,
                                                                         const uintptr_t *frame)
{
    struct hm_hook_step step = {
        .fn = (uintptr_t)fn,
        .call = (uintptr_t)call,
        .pc = frame[1],
        .sp = (uintptr_t)(frame + 2),
        .cfa = (uintptr_t)(frame + 2),
    };
    uintptr_t up = frame[0];
    if (HM_BASE_LIKELY(up - step.sp < FRAME_MAX && ((uintptr_t *)up)[1] == step.call))
        step.cfa = up + 2 * sizeof(void *);
    return step;
}

static __attribute__((noinline, cold)) void enter(const struct hm_hook_step *step)
{
    struct hm_tracer_thread *t = mine();
    if (t == NULL)
        return;
    hm_tracer_shadow_enter(&t->shadow, step);
}

/* An inlined hook asks for the stack: tell it where the stack is. False: nothing is traced. */
static __attribute__((noinline, cold)) bool answer(struct hm_hook_request *request)
{
    request->heard = 1;
    struct hm_tracer_thread *t = mine();
    if (t == NULL)
        return false;
    if (t != &no_thread)
        hm_tracer_shadow_show(&t->shadow, request->here);
    else
        *request->here = &no_thread.shadow.open;
    return true;
}

void __cyg_profile_func_enter(void *fn, void *call)
{
    if (HM_BASE_UNLIKELY(call == HM_HOOK_INLINE)) {
        struct hm_hook_request *request = fn;
        if (answer(request))
            enter(&request->step);
        return;
    }
    struct hm_hook_step step = step_of(fn, call, __builtin_frame_address(0));
    struct hm_tracer_thread *t = self;
    if (HM_BASE_UNLIKELY(t == NULL || !hm_tracer_shadow_entered(&t->shadow, &step)))
        enter(&step);
}

/* If the function ends with a jump to this hook, the hook returns to the function's caller. */
void __cyg_profile_func_exit(void *fn, void *call)
{
    if (HM_BASE_UNLIKELY(call == HM_HOOK_INLINE)) {
        struct hm_hook_request *request = fn;
        if (answer(request))
            hm_tracer_shadow_leave(&self->shadow, &request->step, false);
        return;
    }
    struct hm_tracer_thread *t = self;
    if (HM_BASE_UNLIKELY(t == NULL))
        return;
    struct hm_hook_step step = step_of(fn, call, __builtin_frame_address(0));
    if (HM_BASE_UNLIKELY(!hm_tracer_shadow_left(&t->shadow, &step)))
        hm_tracer_shadow_leave(&t->shadow, &step, step.pc == step.call);
}

/* The stack pointer of the function that called the heap. Goes up our own frames, which all keep a
 * frame pointer, to the one that returns to `caller`: mostly the first. */
static inline __attribute__((always_inline)) uintptr_t caller_sp(const void *caller,
                                                                 const void *from)
{
    void *const *frame = from;
    for (int i = 0; i < 8; i++) {
        if (frame[1] == caller)
            return (uintptr_t)(frame + 2);
        frame = frame[0];
    }
    return 0;
}

static __attribute__((noinline, cold)) void note_modules(void)
{
    int saved = errno;
    hm_tracer_trace.stale = false;
    hm_tracer_modules_note();
    errno = saved;
}

/* The slow path: drop dead frames, and look behind a caller that is a library. */
static __attribute__((noinline)) struct hm_tracer_place find_place(struct hm_tracer_thread *t,
                                                                   uintptr_t sp, uintptr_t caller)
{
    int saved = errno;
    struct hm_tracer_place place = { .ra = caller };
    hm_tracer_shadow_settle(&t->shadow, sp);
    if (hm_tracer_shadow_top(&t->shadow)->sp != sp)
        place = hm_tracer_place_of(&t->shadow, t->memo, sp, caller);
    errno = saved;
    return place;
}

/* Events on a thread that already ended are ignored; others are counted in header->missed. */
static __attribute__((noinline, cold)) struct hm_tracer_thread *
missed(const struct hm_tracer_thread *t)
{
    if (t != NULL && t != &no_thread)
        __atomic_add_fetch(&hm_tracer_trace.raw.header->missed, 1, __ATOMIC_RELAXED);
    return NULL;
}

/* Begin a heap event: the thread to record for, with dead frames dropped, or NULL. */
static inline __attribute__((always_inline)) struct hm_tracer_thread *
begin(void *caller, const void *frame, struct hm_tracer_place *place)
{
    uintptr_t sp = caller_sp(caller, frame);
    struct hm_tracer_thread *t = mine();
    if (HM_BASE_UNLIKELY(t == NULL || t->shadow.busy != 0 || sp == 0))
        return missed(t);
    t->shadow.busy = UINTPTR_MAX;
    if (HM_BASE_LIKELY(hm_tracer_shadow_settled(&t->shadow, sp) &&
                       hm_tracer_shadow_top(&t->shadow)->sp == sp))
        *place = (struct hm_tracer_place){ .ra = (uintptr_t)caller };
    else
        *place = find_place(t, sp, (uintptr_t)caller);
    return t;
}

static void born(void *block, size_t size, enum hm_count_entry entry, void *caller,
                 const void *frame)
{
    struct hm_tracer_place place;
    struct hm_tracer_thread *t = begin(caller, frame, &place);
    if (t == NULL)
        return;
    hm_tracer_record_born(t, (uintptr_t)block, size, entry, place);
    if (HM_BASE_UNLIKELY(hm_tracer_trace.stale))
        note_modules();
    t->shadow.busy = 0;
}

static void dies(void *block, enum hm_count_entry entry, void *caller, const void *frame)
{
    struct hm_tracer_place place;
    struct hm_tracer_thread *t = begin(caller, frame, &place);
    (void)entry;
    if (t == NULL)
        return;
    hm_tracer_record_died(t, (uintptr_t)block, place);
    t->shadow.busy = 0;
}

static void moving(void *from, size_t size, void *caller, const void *frame)
{
    struct hm_tracer_place place;
    struct hm_tracer_thread *t = begin(caller, frame, &place);
    (void)size;
    if (t == NULL)
        return;
    hm_tracer_record_moving(t, (uintptr_t)from);
    t->shadow.busy = 0;
}

static void moved(void *from, void *to, size_t size, void *caller, const void *frame)
{
    struct hm_tracer_place place;
    struct hm_tracer_thread *t = begin(caller, frame, &place);
    if (t == NULL)
        return;
    hm_tracer_record_moved(t, (uintptr_t)from, (uintptr_t)to, size, place);
    t->shadow.busy = 0;
}

static const struct hm_count_observer observer = {
    .born = born, .dies = dies, .moving = moving, .moved = moved
};

static void *found(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

/* The thread is about to change its stack. */
static void switches(void)
{
    struct hm_tracer_thread *t = mine();
    if (t == NULL || t == &no_thread || t->shadow.switched)
        return;
    hm_tracer_shadow_switch(&t->shadow);
}

EXPORT int swapcontext(ucontext_t *restrict save, const ucontext_t *restrict to)
{
    switches();
    return real.swapcontext(save, to);
}

EXPORT int setcontext(const ucontext_t *to)
{
    switches();
    return real.setcontext(to);
}

/* The stack pointer that longjmp() will set. glibc keeps it in the seventh word of the buffer,
 * xored with the pointer guard of the thread and rotated (setjmp.S, PTR_MANGLE). 0: not known on
 * this machine. */
static uintptr_t target(const struct __jmp_buf_tag *env)
{
#if defined(__x86_64__) && defined(__GLIBC__)
    uintptr_t mangled = (uintptr_t)env->__jmpbuf[6], guard;
    __asm__("mov %%fs:0x30, %0" : "=r"(guard));
    return (mangled >> 17 | mangled << 47) ^ guard;
#else
    (void)env;
    return 0;
#endif
}

static void jumps(const struct __jmp_buf_tag *env)
{
    struct hm_tracer_thread *t = self;
    if (t != NULL && t != &no_thread)
        hm_tracer_shadow_jump(&t->shadow, target(env));
}

EXPORT _Noreturn void longjmp(struct __jmp_buf_tag env[1], int value)
{
    jumps(env);
    real.longjmp(env, value);
}

EXPORT _Noreturn void _longjmp(struct __jmp_buf_tag env[1], int value)
{
    longjmp(env, value);
}

EXPORT _Noreturn void siglongjmp(sigjmp_buf env, int value)
{
    longjmp(env, value);
}

EXPORT _Noreturn void __longjmp_chk(struct __jmp_buf_tag env[1], int value)
{
    jumps(env);
    real.longjmp_chk(env, value);
}

static void in_parent(void)
{
    if (ready)
        hm_tracer_trace.raw.header->forks++;
}

/* The mapping is shared with the parent: the child must not write to it. */
static void in_child(void)
{
    hm_count_observe(NULL);
    ready = false;
    if (self != NULL && self != &no_thread)
        hm_tracer_shadow_close(&self->shadow);
    self = &no_thread;
}

EXPORT pid_t _Fork(void)
{
    pid_t child = real.fork_only();
    if (child == 0)
        in_child();
    else if (child > 0)
        in_parent();
    return child;
}

bool hm_tracer_start(void *raw)
{
    *(void **)&real.longjmp = found("longjmp");
    *(void **)&real.longjmp_chk = found("__longjmp_chk");
    *(void **)&real.fork_only = found("_Fork");
    *(void **)&real.swapcontext = found("swapcontext");
    *(void **)&real.setcontext = found("setcontext");
    if (hm_tracer_tables_init(raw) != 0 || pthread_key_create(&at_exit, thread_exits) != 0)
        return false;
    pthread_atfork(NULL, in_parent, in_child);
    hm_tracer_modules_note();
    ready = true;
    attach();
    hm_count_observe(&observer);
    return true;
}

struct hm_tracer_thread *hm_tracer_thread_mine(void)
{
    struct hm_tracer_thread *t = mine();
    return t == &no_thread ? NULL : t;
}
