/* check.c -- the checks that only the grader runs: values too many for a table, texts that are no
 * format, and buffers that are too small. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"

enum { ROOM = 1000, OPS = 24, LONG_TEXT = 300 };

/* An input as driver.c takes it. */
struct input {
    unsigned char bytes[1024];
    size_t length;
};

static void put(struct input *in, const void *bytes, size_t size)
{
    memcpy(in->bytes + in->length, bytes, size);
    in->length += size;
}

static void start(struct input *in, uint16_t room)
{
    in->length = 0;
    put(in, &room, sizeof room);
}

static void put_number(struct input *in, int64_t number)
{
    put(in, "n", 1);
    put(in, &number, sizeof number);
}

static void put_text(struct input *in, const char *text)
{
    put(in, "s", 1);
    put(in, text, strlen(text) + 1);
}

/* Letters, and what a careless printf would take for more. */
static void put_random_text(hm_draw *d, struct input *in, size_t length)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz %s%d%n\\\"";
    char text[LONG_TEXT + 1];
    for (size_t i = 0; i < length; i++)
        text[i] = letters[hm_draw_random(d) % (sizeof letters - 1)];
    text[length] = '\0';
    put_text(in, text);
}

static void put_random(hm_draw *d, struct input *in, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hm_draw_random(d) % 2 == 0)
            put_number(in, (int64_t)hm_draw_random(d) >> hm_draw_random(d) % 60);
        else
            put_random_text(d, in, hm_draw_random(d) % 12);
}

static void draw_numbers(hm_draw *d)
{
    static const int64_t numbers[] = { 0, 255, 256, -1, (int64_t)1 << 40, INT64_MIN, INT64_MAX };
    struct input in;
    hm_draw_check(d, "it prints numbers of all sizes");
    for (size_t i = 0; i < HM_COUNT(numbers); i++) {
        start(&in, ROOM);
        put_number(&in, numbers[i]);
        hm_draw_op(d, in.bytes, in.length);
    }
}

static void draw_texts(hm_draw *d)
{
    struct input in;
    hm_draw_check(d, "it prints any text as it is");
    start(&in, ROOM);
    put_text(&in, "100 %, %s, %d and \\ \"");
    hm_draw_op(d, in.bytes, in.length);
    start(&in, ROOM);
    put_random_text(d, &in, LONG_TEXT);
    hm_draw_op(d, in.bytes, in.length);
}

static void draw_lists(hm_draw *d)
{
    struct input in;
    hm_draw_check(d, "it prints up to sixteen values");
    for (size_t i = 0; i < OPS; i++) {
        start(&in, ROOM);
        put_random(d, &in, i == 0 ? LIST_MAX : 1 + hm_draw_random(d) % LIST_MAX);
        hm_draw_op(d, in.bytes, in.length);
    }
}

void hm_exercise_hidden(hm_draw *d)
{
    struct input in;
    draw_numbers(d);
    draw_texts(d);
    draw_lists(d);
    hm_draw_check(d, "it tells the length of what does not fit");
    for (uint16_t room = 1; room < OPS; room++) {
        start(&in, room > 1 ? room : 0);
        put_number(&in, 1000);
        put_random(d, &in, 2);
        hm_draw_case(d, in.bytes, in.length);
    }
}
