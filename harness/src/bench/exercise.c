/* exercise.c -- the driver of an answer: read inputs, run them, write down what came back. */
#include "bench/exercise.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUOTED_BYTES = 160, RESULT = 4096, LINE = RESULT + 64 };

struct hm_trial {
    const struct hm_bench_input *input;
    size_t at, used;
    char text[RESULT];
};

static int report_fd = STDOUT_FILENO;

static bool write_all(const char *text, size_t length)
{
    for (ssize_t n; length > 0; text += n, length -= (size_t)n)
        if ((n = write(report_fd, text, length)) <= 0)
            return false;
    return true;
}

bool hm_bench_line(const char *fmt, ...)
{
    char small[LINE], *line = small;
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small - 1, fmt, args);
    if (n >= LINE - 1) { /* only a drawn input is so long */
        line = malloc((size_t)n + 2);
        if (line != NULL)
            vsnprintf(line, (size_t)n + 1, fmt, again);
    }
    va_end(again);
    va_end(args);
    if (n < 0 || line == NULL)
        return false;
    line[n] = '\n';
    bool written = write_all(line, (size_t)n + 1);
    if (line != small)
        free(line);
    return written;
}

size_t hm_trial_left(const hm_trial *c)
{
    return c->input->size - c->at;
}

const void *hm_trial_take(hm_trial *c, size_t size)
{
    if (size > hm_trial_left(c)) {
        fprintf(stderr, "the driver asks for %zu bytes of an input that has %zu\n", size,
                hm_trial_left(c));
        _exit(2);
    }
    c->at += size;
    return c->input->bytes + c->at - size;
}

static void put(hm_trial *c, unsigned char byte)
{
    bool plain = byte >= 0x20 && byte < 0x7f && byte != '\\';
    if (c->used + 5 < sizeof c->text)
        c->used += (size_t)snprintf(c->text + c->used, 5, plain ? "%c" : "\\x%02x", byte);
}

void hm_say(hm_trial *c, const char *fmt, ...)
{
    char text[RESULT];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    for (const char *at = text; *at != '\0'; at++)
        put(c, (unsigned char)*at);
}

static unsigned long long checksum(const unsigned char *bytes, size_t size)
{
    uint64_t sum = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ bytes[i]) * 0x100000001b3u;
    return sum;
}

void hm_say_bytes(hm_trial *c, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size && i < QUOTED_BYTES; i++)
        put(c, at[i]);
    if (size > QUOTED_BYTES)
        hm_say(c, "... (%zu bytes, checksum %016llx)", size, checksum(at, size));
}

static int digit(int c)
{
    return isdigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One line of input, `case HEX` or `op HEX`. */
static bool take_line(struct hm_bench_input *into, const char *line, size_t length)
{
    into->op = strncmp(line, "op ", 3) == 0;
    size_t head = into->op ? 3 : 5;
    if (!into->op && strncmp(line, "case ", 5) != 0)
        return false;
    into->size = (length - head) / 2;
    into->bytes = malloc(into->size > 0 ? into->size : 1);
    for (size_t i = 0; into->bytes != NULL && i < into->size; i++)
        into->bytes[i] =
            (unsigned char)(digit(line[head + 2 * i]) * 16 + digit(line[head + 2 * i + 1]));
    return into->bytes != NULL;
}

static bool read_inputs(struct hm_bench_inputs *inputs)
{
    char *line = NULL;
    size_t size = 0;
    bool good = true;
    for (ssize_t n; good && (n = getline(&line, &size, stdin)) > 0;) {
        struct hm_bench_input *more =
            realloc(inputs->list, (inputs->count + 1) * sizeof *inputs->list);
        if (more != NULL)
            inputs->list = more;
        n -= line[n - 1] == '\n';
        line[n] = '\0';
        good = more != NULL && take_line(&inputs->list[inputs->count++], line, (size_t)n);
    }
    free(line);
    return good;
}

static void begin(hm_trial *c, const struct hm_bench_input *input)
{
    c->input = input;
    c->at = c->used = 0;
    c->text[0] = '\0';
}

static int run_all(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c))
{
    static hm_trial c;
    for (size_t i = 0; i < inputs->count; i++) {
        const struct hm_bench_input *input = &inputs->list[i];
        unsigned long long before = checksum(input->bytes, input->size);
        begin(&c, input);
        call(&c);
        if (checksum(input->bytes, input->size) != before)
            hm_say(&c, ", and the input was changed");
        if (!hm_bench_line("result %zu %s", i, c.text))
            return 2;
    }
    return 0;
}

void hm_bench_exercise_ops(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c),
                           unsigned long rounds)
{
    static _Thread_local hm_trial c;
    for (unsigned long round = 0; round < rounds; round++)
        for (size_t i = 0; i < inputs->count; i++) {
            begin(&c, &inputs->list[i]);
            call(&c);
        }
}

static struct hm_bench_inputs only_ops(const struct hm_bench_inputs *all)
{
    struct hm_bench_inputs ops = { all->list, 0 };
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].op)
            ops.list[ops.count++] = all->list[i];
    return ops;
}

static int run_part(const char *part, const struct hm_bench_inputs *inputs,
                    void (*call)(hm_trial *c), unsigned long rounds)
{
    if (strcmp(part, "results") == 0)
        return run_all(inputs, call);
    struct hm_bench_inputs ops = only_ops(inputs);
    if (strcmp(part, "measure") == 0)
        return hm_bench_exercise_measure(&ops, call);
    if (strcmp(part, "outside") == 0)
        return hm_bench_exercise_outside(&ops, call, rounds);
    if (strcmp(part, "threads") == 0)
        return hm_bench_exercise_threads(&ops, call);
    if (strcmp(part, "rounds") == 0) {
        hm_bench_exercise_ops(&ops, call, rounds);
        return 0;
    }
    fprintf(stderr,
            "HEAPMARK_PART=%s: draw, results, measure, outside, threads or rounds was "
            "expected\n",
            part);
    return 2;
}

static uint64_t number(const char *variable)
{
    const char *text = getenv(variable);
    return text != NULL ? strtoull(text, NULL, 10) : 0;
}

int hm_exercise_main(void (*call)(hm_trial *c))
{
    const char *part = getenv("HEAPMARK_PART");
    struct hm_bench_inputs inputs = { NULL, 0 };
    if (getenv("HEAPMARK_REPORT") != NULL)
        report_fd = (int)number("HEAPMARK_REPORT");
    if (part == NULL || strcmp(part, "draw") == 0)
        return hm_bench_exercise_draw(number("HEAPMARK_SEED")) == 0 && hm_bench_line("end") ? 0 : 2;
    if (!read_inputs(&inputs)) {
        fputs("case HEX or op HEX was expected on standard input\n", stderr);
        return 2;
    }
    if (getenv("HEAPMARK_WALL") != NULL && !hm_bench_exercise_wall())
        hm_bench_line("no wall");
    int status = run_part(part, &inputs, call, number("HEAPMARK_ROUNDS"));
    return hm_bench_line("end") ? status : 2;
}
