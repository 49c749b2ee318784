/* log.c -- the messages of a benchmark: hm_log(), hm_error(), hm_skip(), hm_fail(). */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bench/state.h"

enum { FIRST_ROOM = 1024, MOST_ROOM = 64 * 1024, INDENT = 4 };

static bool make_room(struct hm_priv_log *log, struct hm_bench_store *store, size_t more)
{
    size_t need = log->length + more + 1;
    if (need <= log->room)
        return true;
    if (need > MOST_ROOM) /* hm_log() in a loop; the report shows ten lines */
        return false;
    size_t room = log->room == 0 ? FIRST_ROOM : log->room;
    while (room < need)
        room *= 2;
    char *text = hm_bench_store_grow(store, log->text, log->length, room);
    if (text == NULL)
        return false;
    log->text = text;
    log->room = room;
    return true;
}

static void append(struct hm_bench_run *run, const char *text, size_t length)
{
    if (!make_room(&run->log, run->store, length))
        return;
    memcpy(run->log.text + run->log.length, text, length);
    run->log.length += length;
    run->log.text[run->log.length] = '\0';
}

/* Go's form: `    file:line: first line`, and further lines indented once more. */
static void note(struct hm_bench_run *run, const char *file, int line, const char *fmt,
                 va_list args)
{
    char where[256], message[2048];
    const char *base = strrchr(file, '/');
    if (file[0] == '\0')
        snprintf(where, sizeof where, "%*s", INDENT, "");
    else
        snprintf(where, sizeof where, "%*s%s:%d: ", INDENT, "", base == NULL ? file : base + 1,
                 line);
    vsnprintf(message, sizeof message, fmt, args);
    size_t length = strlen(message);
    if (length > 0 && message[length - 1] == '\n')
        message[--length] = '\0';
    append(run, where, strlen(where));
    for (const char *text = message;;) {
        size_t cut = strcspn(text, "\n");
        append(run, text, cut);
        append(run, "\n", 1);
        if (text[cut] == '\0')
            break;
        append(run, "        ", 2 * INDENT);
        text += cut + 1;
    }
}

void hm_priv_log(hm_bench *b, const char *file, int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    note(b->hm_bench_run, file, line, fmt, args);
    va_end(args);
}

void hm_priv_error(hm_bench *b, const char *file, int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    note(b->hm_bench_run, file, line, fmt, args);
    va_end(args);
    hm_fail(b);
}

void hm_priv_skip(hm_bench *b, const char *file, int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    note(b->hm_bench_run, file, line, fmt, args);
    va_end(args);
    b->hm_bench_run->skipped = true;
    hm_bench_run_leave_fast_path(b->hm_bench_run);
}

void hm_fail(hm_bench *b)
{
    for (struct hm_bench_run *run = b->hm_bench_run; run != NULL; run = run->parent)
        run->failed = true;
    hm_bench_run_leave_fast_path(b->hm_bench_run);
}

bool hm_failed(const hm_bench *b)
{
    return b->hm_bench_run->failed;
}
