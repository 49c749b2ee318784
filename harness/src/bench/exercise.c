/* exercise.c -- the check program of an exercise: run the checks, measure one operation, and report
 * both in lines that the grader reads. */
#include <heapmark/exercise.h>

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <heapmark/counters.h>

enum {
    MESSAGE_SIZE = 400,
    NONCE_SIZE = 65,
    MEASURED_OPS = 100,
    THREADS = 2,
    THREAD_OPS = 1000,
    PAINTED_STACK = 256 * 1024,
    PAINT = 0xa5,
    FRAME_RECORD = 2 * sizeof(void *), /* what a call puts above its frame address */
};

struct hm_check {
    uint64_t random;
    char message[MESSAGE_SIZE];
};

/* Where lines go. Set once at the start, before any code of the student runs. */
static struct {
    int fd;
    char nonce[NONCE_SIZE];
    uint64_t seed;
} report = { .fd = STDOUT_FILENO };

bool hm_expect(hm_check *c, bool holds, const char *fmt, ...)
{
    if (!holds && c->message[0] == '\0') {
        va_list args;
        va_start(args, fmt);
        vsnprintf(c->message, sizeof c->message, fmt, args);
        va_end(args);
    }
    return holds;
}

/* splitmix64: good for any seed, 0 included. */
uint64_t hm_check_random(hm_check *c)
{
    uint64_t z = (c->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Report one line, with one write, so that a crash later cannot lose it. */
static bool say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static bool say(const char *fmt, ...)
{
    char line[NONCE_SIZE + 2 * MESSAGE_SIZE];
    int head = snprintf(line, sizeof line, "%s%s", report.nonce, report.nonce[0] ? " " : "");
    va_list args;
    va_start(args, fmt);
    int body = vsnprintf(line + head, sizeof line - (size_t)head - 1, fmt, args);
    va_end(args);
    size_t length = (size_t)head + (size_t)body;
    if (length > sizeof line - 2)
        length = sizeof line - 2;
    for (size_t i = (size_t)head; i < length; i++)
        if (line[i] == '\n')
            line[i] = ' ';
    line[length++] = '\n';
    return write(report.fd, line, length) == (ssize_t)length;
}

/* Read a variable and wipe it from the environment, so that the student's code cannot find the
 * nonce there. */
static void take(const char *variable, char *into, size_t size)
{
    char *value = getenv(variable);
    into[0] = '\0';
    if (value == NULL)
        return;
    snprintf(into, size, "%s", value);
    memset(value, 0, strlen(value));
    unsetenv(variable);
}

static void open_report(char *part, size_t part_size)
{
    char number[32];
    take("HEAPMARK_REPORT", number, sizeof number);
    if (number[0] != '\0')
        report.fd = (int)strtol(number, NULL, 10);
    take("HEAPMARK_SEED", number, sizeof number);
    report.seed = strtoull(number, NULL, 10);
    take("HEAPMARK_NONCE", report.nonce, sizeof report.nonce);
    take("HEAPMARK_PART", part, part_size);
}

static int run_check_here(const hm_exercise_check *check)
{
    hm_check c = { .random = report.seed };
    if (check->run(&c) && c.message[0] == '\0')
        return say("check ok %s", check->name) ? 0 : 2;
    say("check fail %s: %s", check->name, c.message[0] ? c.message : "it does not hold");
    return 1;
}

static int run_check(const hm_exercise_check *check)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) {
        say("check fail %s: cannot start a process: %s", check->name, strerror(errno));
        return 1;
    }
    if (pid == 0)
        _exit(run_check_here(check));
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFSIGNALED(status)) {
        say("check fail %s: ended by signal %d (%s)", check->name, WTERMSIG(status),
            strsignal(WTERMSIG(status)));
        return 1;
    }
    return WEXITSTATUS(status);
}

static int run_checks(const hm_exercise *exercise)
{
    int worst = 0;
    for (size_t i = 0; i < exercise->count; i++) {
        int status = run_check(&exercise->checks[i]);
        if (status > worst)
            worst = status;
    }
    return worst;
}

struct painting {
    void (*op)(void);
    unsigned char *stack;
    size_t used; /* at the end */
};

/* The upper end of the frame of any function that this function's caller calls. */
__attribute__((noinline)) static unsigned char *frame_of_call(void)
{
    return (unsigned char *)__builtin_frame_address(0) + FRAME_RECORD;
}

/* Fill the stack with one byte, run op, and see how deep it wrote. Only the second op is measured:
 * in the first one of a thread an allocator may set itself up. The loop calls nothing, because the
 * frame of memset() would lie in the memory to be filled. */
static void *run_on_paint(void *arg)
{
    struct painting *p = arg;
    p->op();
    unsigned char *const top = frame_of_call();
    for (volatile unsigned char *at = p->stack; at < top; at++)
        *at = PAINT;
    p->op();
    const unsigned char *low = p->stack;
    while (low < top && *low == PAINT)
        low++;
    p->used = (size_t)(top - low);
    return NULL;
}

/* Bytes of stack that one op writes to, on a stack painted beforehand. -1: there is no such
 * stack. */
static long painted(void (*op)(void))
{
    void *stack =
        mmap(NULL, PAINTED_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED)
        return -1;
    struct painting p = { .op = op, .stack = stack };
    pthread_attr_t attributes;
    pthread_t thread;
    long used = -1;
    if (pthread_attr_init(&attributes) == 0) {
        if (pthread_attr_setstack(&attributes, stack, PAINTED_STACK) == 0 &&
            pthread_create(&thread, &attributes, run_on_paint, &p) == 0) {
            pthread_join(thread, NULL);
            used = (long)p.used;
        }
        pthread_attr_destroy(&attributes);
    }
    munmap(stack, PAINTED_STACK);
    return used;
}

static int measure(const hm_exercise *exercise)
{
    if (!hm_counting()) {
        say("unmeasured %s", hm_counting_reason());
        return 2;
    }
    hm_counters before = hm_counters_now();
    exercise->op();
    hm_counters start = hm_counters_since(&before);
    hm_counters steady_from = hm_counters_now();
    for (int i = 0; i < MEASURED_OPS; i++)
        exercise->op();
    hm_counters steady = hm_counters_since(&steady_from);
    hm_counters whole = hm_counters_since(&before);
    long stack = painted(exercise->op);

    say("measure ops %d", MEASURED_OPS);
    say("measure allocs %llu", (unsigned long long)steady.allocs);
    say("measure bytes %llu", (unsigned long long)steady.bytes);
    say("measure start_allocs %llu", (unsigned long long)start.allocs);
    say("measure live %lld", (long long)(whole.allocs - whole.frees));
    if (stack >= 0)
        say("measure stack %ld", stack);
    return 0;
}

static void *run_many(void *op)
{
    for (int i = 0; i < THREAD_OPS; i++)
        (*(void (**)(void))op)();
    return NULL;
}

/* Two threads at once. A sanitizer in the program reports what goes wrong. */
static int run_threads(const hm_exercise *exercise)
{
    pthread_t threads[THREADS];
    void (*op)(void) = exercise->op;
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, run_many, &op) != 0) {
            while (i-- > 0)
                pthread_join(threads[i], NULL);
            return say("unmeasured cannot start a second thread") ? 1 : 2;
        }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

/* One op and nothing else, for `heapmark trace`. */
static int run_once(const hm_exercise *exercise)
{
    exercise->op();
    return 0;
}

int hm_exercise_main(const hm_exercise *exercise)
{
    char part[16];
    open_report(part, sizeof part);
    const struct {
        const char *name;
        int (*run)(const hm_exercise *exercise);
    } parts[] = {
        { "checks", run_checks },
        { "measure", measure },
        { "threads", run_threads },
        { "trace", run_once },
    };
    int worst = 0;
    for (size_t i = 0; i < HM_COUNT(parts); i++) {
        if (part[0] != '\0' && strcmp(part, parts[i].name) != 0)
            continue;
        int status = parts[i].run(exercise);
        worst = status > worst ? status : worst;
    }
    return say("end") ? worst : 2;
}
