/* check.c -- the checks that only the grader runs: random lines, lines of many fields, and buffers
 * that are too small. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

enum { OPS = 24, LINES = 1000, FIELDS = 8, ALL = 64 * 1024 };

struct input {
    struct header header;
    char lines[ALL];
    size_t length;
};

static void start(hm_draw *d, struct input *in, uint32_t size, unsigned fields)
{
    in->header.size = size;
    in->header.count = 1 + (uint32_t)(hm_draw_random(d) % COLUMNS_MOST);
    for (size_t i = 0; i < COLUMNS_MOST; i++)
        in->header.columns[i] = (uint32_t)(hm_draw_random(d) % (fields + 1));
    in->length = 0;
}

static void put(struct input *in, char byte)
{
    in->lines[in->length++] = byte;
}

/* Any bytes but the two that mean something, and NUL. */
static char random_byte(hm_draw *d)
{
    char byte = (char)(hm_draw_random(d) % 3 != 0 ? 'a' + hm_draw_random(d) % 26
                                                  : 1 + hm_draw_random(d) % 255);
    return byte == ',' || byte == '\n' ? ';' : byte;
}

static void put_line(hm_draw *d, struct input *in, unsigned fields, unsigned longest)
{
    for (unsigned i = 0; i < fields; i++) {
        if (i > 0)
            put(in, ',');
        for (uint64_t n = hm_draw_random(d) % 3 == 0 ? 0 : hm_draw_random(d) % longest; n > 0; n--)
            put(in, random_byte(d));
    }
    put(in, '\n');
}

static size_t size(const struct input *in)
{
    return sizeof in->header + in->length;
}

void hm_exercise_hidden(hm_draw *d)
{
    static struct input in;
    hm_draw_check(d, "it picks from a thousand random lines");
    start(d, &in, OUT_MOST, FIELDS);
    for (int i = 0; i < LINES; i++)
        put_line(d, &in, 1 + (unsigned)(hm_draw_random(d) % FIELDS), 8);
    hm_draw_case(d, &in, size(&in));
    hm_draw_check(d, "it picks any columns");
    for (int i = 0; i < OPS; i++) {
        start(d, &in, OUT_MOST, FIELDS);
        put_line(d, &in, 1 + (unsigned)(hm_draw_random(d) % FIELDS), 20);
        hm_draw_op(d, &in, size(&in));
    }
    hm_draw_check(d, "a line may have hundreds of fields");
    for (int i = 0; i < 4; i++) {
        start(d, &in, OUT_MOST, 300);
        put_line(d, &in, 300, 10);
        hm_draw_op(d, &in, size(&in));
    }
    hm_draw_check(d, "it keeps to the buffer, whatever its size");
    for (uint32_t room = 0; room < OPS; room++) {
        start(d, &in, room, 4);
        put_line(d, &in, 4, 10);
        hm_draw_op(d, &in, size(&in));
    }
}
