/* hooks.c -- where the program meets the tracer: function entry and exit, the heap seam, threads,
 * forks.
 *
 * Everything the traced program can reach is here. A hook does nothing before the tracer is ready,
 * in the child of a fork, on a thread that has run its last destructor, and inside another hook. */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>

#include "count/hook.h"
#include "tracer/modules.h"
#include "tracer/record.h"
#include "tracer/runtime.h"

#define EXPORT    __attribute__((visibility("default")))
#define rare(x)   __builtin_expect(!!(x), 0)
#define likely(x) __builtin_expect(!!(x), 1)

enum {
    DESTRUCTOR_ROUNDS = 2, /* let the program's own destructors free first */
    FRAME_MAX = 1 << 20,   /* bytes; what is larger is no frame pointer */
};

extern void *__libc_stack_end __attribute__((weak));

EXPORT void __cyg_profile_func_enter(void *fn, void *call);
EXPORT void __cyg_profile_func_exit(void *fn, void *call);
_Noreturn void __longjmp_chk(struct __jmp_buf_tag env[1], int value);
pid_t _Fork(void); /* glibc 2.34 */

static _Thread_local struct hm_tracer_thread *self __attribute__((tls_model("initial-exec")));
static _Thread_local int rounds __attribute__((tls_model("initial-exec")));
static struct hm_hook_frame no_frame;
static struct hm_tracer_thread nobody = {
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
    self = &nobody;
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
    return rare(t == NULL) ? attach() : t;
}

static void thread_exits(void *arg)
{
    struct hm_tracer_thread *t = arg;
    if (self == &nobody)
        return;
    if (rounds++ < DESTRUCTOR_ROUNDS) {
        pthread_setspecific(at_exit, t);
        return;
    }
    self = &nobody;
    if (t->shadow.here != NULL)
        *t->shadow.here = &nobody.shadow.open;
    hm_tracer_thread_end(t);
}

/* What a called hook knows, from its own frame: the stack pointer of the function that called it,
 * and of its caller if that frame pointer leads to the call. */
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
    if (likely(up - step.sp < FRAME_MAX && ((uintptr_t *)up)[1] == step.call))
        step.cfa = up + 2 * sizeof(void *);
    return step;
}

static __attribute__((noinline, cold)) void enter(const struct hm_hook_step *step)
{
    struct hm_tracer_thread *t = mine();
    if (t == NULL)
        return;
    if (t != &nobody)
        hm_tracer_trace.raw.header->hooked = 1;
    hm_tracer_shadow_enter(&t->shadow, step);
}

/* The program's own hook asks: from now on it finds the stack itself. */
static __attribute__((noinline, cold)) bool asks(struct hm_hook_request *request)
{
    request->heard = 1;
    struct hm_tracer_thread *t = mine();
    if (t == NULL)
        return false;
    if (t != &nobody)
        hm_tracer_shadow_show(&t->shadow, request->here);
    else
        *request->here = &nobody.shadow.open;
    return true;
}

void __cyg_profile_func_enter(void *fn, void *call)
{
    if (rare(call == HM_HOOK_INLINE)) {
        struct hm_hook_request *request = fn;
        if (asks(request))
            enter(&request->step);
        return;
    }
    struct hm_hook_step step = step_of(fn, call, __builtin_frame_address(0));
    struct hm_tracer_thread *t = self;
    if (rare(t == NULL || !hm_tracer_shadow_entered(&t->shadow, &step)))
        enter(&step);
}

/* A hook that was jumped to returns to where the function does. */
void __cyg_profile_func_exit(void *fn, void *call)
{
    if (rare(call == HM_HOOK_INLINE)) {
        struct hm_hook_request *request = fn;
        if (asks(request))
            hm_tracer_shadow_leave(&self->shadow, &request->step, false);
        return;
    }
    struct hm_tracer_thread *t = self;
    if (rare(t == NULL))
        return;
    struct hm_hook_step step = step_of(fn, call, __builtin_frame_address(0));
    if (rare(!hm_tracer_shadow_left(&t->shadow, &step)))
        hm_tracer_shadow_leave(&t->shadow, &step, step.pc == step.call);
}

/* The stack pointer of the program's function that called the heap: up our own frames, which all
 * keep a frame pointer, to the one that returns to `caller`; mostly the first. */
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

/* The long way: frames that died are dropped, and the caller may be a library. */
static __attribute__((noinline)) struct hm_tracer_place find_place(struct hm_tracer_thread *t,
                                                                   uintptr_t sp, uintptr_t caller)
{
    int saved = errno;
    struct hm_tracer_place place = { .ra = caller };
    hm_tracer_shadow_settle(&t->shadow, sp);
    if (hm_tracer_shadow_top(&t->shadow)->sp != sp)
        place = hm_tracer_place_of(t, sp, caller);
    errno = saved;
    return place;
}

/* On a thread that is over nobody looks any more; else it is told. */
static __attribute__((noinline, cold)) struct hm_tracer_thread *
missed(const struct hm_tracer_thread *t)
{
    if (t != NULL && t != &nobody)
        __atomic_add_fetch(&hm_tracer_trace.raw.header->missed, 1, __ATOMIC_RELAXED);
    return NULL;
}

/* Begin a heap event: the thread to record for, with dead frames dropped, or NULL. */
static inline __attribute__((always_inline)) struct hm_tracer_thread *
begin(void *caller, const void *frame, struct hm_tracer_place *place)
{
    uintptr_t sp = caller_sp(caller, frame);
    struct hm_tracer_thread *t = mine();
    if (rare(t == NULL || t->shadow.busy != 0 || sp == 0))
        return missed(t);
    t->shadow.busy = UINTPTR_MAX;
    if (likely(hm_tracer_shadow_settled(&t->shadow, sp) &&
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
    if (rare(hm_tracer_trace.stale))
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

static void switches(void)
{
    struct hm_tracer_thread *t = mine();
    if (t == NULL || t == &nobody || t->shadow.lost)
        return;
    hm_tracer_shadow_lose(&t->shadow);
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

/* The stack pointer that longjmp() will set. glibc keeps it in the seventh word, xored with a
 * secret of the thread and rotated (setjmp.S, PTR_MANGLE). 0: not known on this machine. */
static uintptr_t target(const struct __jmp_buf_tag *env)
{
#if defined(__x86_64__) && defined(__GLIBC__)
    uintptr_t mangled = (uintptr_t)env->__jmpbuf[6], secret;
    __asm__("mov %%fs:0x30, %0" : "=r"(secret));
    return (mangled >> 17 | mangled << 47) ^ secret;
#else
    (void)env;
    return 0;
#endif
}

static void jumps(const struct __jmp_buf_tag *env)
{
    struct hm_tracer_thread *t = self;
    if (t != NULL && t != &nobody)
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
    if (self != NULL && self != &nobody)
        hm_tracer_shadow_close(&self->shadow);
    self = &nobody;
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

bool hm_tracer_runtime_start(void)
{
    *(void **)&real.longjmp = found("longjmp");
    *(void **)&real.longjmp_chk = found("__longjmp_chk");
    *(void **)&real.fork_only = found("_Fork");
    *(void **)&real.swapcontext = found("swapcontext");
    *(void **)&real.setcontext = found("setcontext");
    if (hm_tracer_tables_init(hm_tracer_trace_mapping()) != 0 ||
        pthread_key_create(&at_exit, thread_exits) != 0)
        return false;
    pthread_atfork(NULL, in_parent, in_child);
    hm_tracer_modules_note();
    ready = true;
    attach();
    hm_count_observe(&observer);
    return true;
}

struct hm_tracer_thread *hm_tracer_runtime_thread(void)
{
    struct hm_tracer_thread *t = mine();
    return t == &nobody ? NULL : t;
}
