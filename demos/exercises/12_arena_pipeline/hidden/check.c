/* check.c -- the checks that only the grader runs: random replies, deep and large ones, errors, and
 * a pipeline inside another one. */
#include <heapmark/exercise.h>

#include <stdio.h>
#include <string.h>

#include "contract.h"
#include "header.h"

enum { OPS = 6, OP_BYTES = 15000, BYTES_MOST = 64 * 1024, PARTS_MOST = 8, LARGEST_OF_OP = 250 };

struct input {
    struct header header;
    char bytes[BYTES_MOST];
    size_t length;
};

static struct input in;

static void put(const char *bytes, size_t length)
{
    memcpy(in.bytes + in.length, bytes, length);
    in.length += length;
}

static void put_line(char kind, long long number)
{
    char line[32];
    put(line, (size_t)snprintf(line, sizeof line, "%c%lld\r\n", kind, number));
}

static void put_text(hm_draw *d, size_t length)
{
    put_line('$', (long long)length);
    for (; length > 0; length--)
        put(&(char){ (char)hm_draw_random(d) }, 1);
    put("\r\n", 2);
}

static void put_integer(hm_draw *d)
{
    int64_t number = (int64_t)hm_draw_random(d) >> hm_draw_random(d) % 63;
    put_line(':', number % 1000000000000000000);
}

/* The largest one of a pipeline decides how much an arena needs, so it is the same in all. */
static void put_large(int parts)
{
    put_line('*', parts - 1);
    for (int i = 1; i < parts; i++)
        put_line(':', i % 10);
}

/* Small replies, without recursion: an array of arrays of the rest. */
static void put_reply(hm_draw *d)
{
    uint64_t items = 1;
    for (int depth = 0; hm_draw_random(d) % 3 == 0 && depth < REPLY_DEPTH_MOST; depth++) {
        items = hm_draw_random(d) % PARTS_MOST;
        if (items == 0) {
            put_line('*', 0);
            return;
        }
        put_line('*', (long long)items);
        for (; items > 1; items--)
            put_integer(d);
    }
    if (hm_draw_random(d) % 2 == 0)
        put_text(d, hm_draw_random(d) % 30);
    else
        put_integer(d);
}

static void put_deep(hm_draw *d, int depth)
{
    while (depth-- > 0)
        put_line('*', 1);
    put_integer(d);
}

static void start(uint64_t inside)
{
    in.header.inside = inside;
    in.length = 0;
}

static void draw(hm_draw *d)
{
    hm_draw_case(d, &in, sizeof in.header + in.length);
}

static void draw_ops(hm_draw *d)
{
    for (int i = 0; i < OPS; i++) {
        start(0);
        put_deep(d, REPLY_DEPTH_MOST);
        put_large(LARGEST_OF_OP);
        while (in.length < OP_BYTES)
            put_reply(d);
        hm_draw_op(d, &in, sizeof in.header + in.length);
    }
}

static void draw_errors(hm_draw *d)
{
    static const char *const wrong[] = {
        ":\r\n",
        ":-\r\n",
        ":1\n",
        "+OK\r\n",
        "$-1\r\n",
        "$1\r\nab\r\n",
        "$5\r\nabc",
        "*-1\r\n",
        "*2\r\n:1\r\n",
        "*1",
        "x",
        "$1\r\na\r",
        "*\r\n",
        ":1 \r\n",
        ": 1\r\n",
        "*1\r\n:\r\n",
        "$ 1\r\n\r\n",
        "*999999999\r\n:1\r\n",
        "$999999999\r\nx\r\n",
        ":1000000000000000000\r\n",
        "*0000000000\r\n",
    };
    for (size_t i = 0; i < HM_COUNT(wrong); i++) {
        start(0);
        for (uint64_t n = hm_draw_random(d) % 4; n > 0; n--)
            put_reply(d);
        put(wrong[i], strlen(wrong[i]));
        if (i % 2 == 0)
            put(":1\r\n", 4);
        draw(d);
    }
}

static void draw_cut(hm_draw *d)
{
    start(0);
    put("*3\r\n$4\r\n\r\n:1\r\n:-12\r\n*2\r\n:3\r\n$0\r\n\r\n", 34);
    for (; in.length > 0; in.length--)
        draw(d);
}

/* A text whose bytes are replies, between other replies. */
static void draw_inside(hm_draw *d)
{
    static char bytes[BYTES_MOST];
    start(0);
    for (int i = 0; i < 40; i++)
        put_reply(d);
    size_t length = in.length;
    memcpy(bytes, in.bytes, length);
    start(1);
    put_reply(d);
    put_line('$', (long long)length);
    put(bytes, length);
    put("\r\n", 2);
    put_reply(d);
    draw(d);
}

void hm_exercise_hidden(hm_draw *d)
{
    hm_draw_check(d, "it reads random replies");
    draw_ops(d);
    hm_draw_check(d, "it reads a reply with thousands of parts");
    start(0);
    put_large(5000);
    draw(d);
    hm_draw_check(d, "it knows how deep it may go");
    for (int depth = REPLY_DEPTH_MOST - 1; depth <= REPLY_DEPTH_MOST + 1; depth++) {
        start(0);
        put_deep(d, depth);
        put_reply(d);
        draw(d);
    }
    hm_draw_check(d, "it stops at any error");
    draw_errors(d);
    hm_draw_check(d, "it stops wherever the bytes end");
    draw_cut(d);
    hm_draw_check(d, "a pipeline may be read inside another one");
    for (int i = 0; i < 4; i++)
        draw_inside(d);
}
