/* check.c -- the checks that only the grader runs: random lists, moved at any time. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

enum { OPS = 24, SMALL = 4, LARGE_LEAST = 70, LARGE_MOST = 128 };

struct input {
    char bytes[LISTS_MOST * (sizeof(struct header) + NUMBERS_MOST * sizeof(int64_t))];
    size_t size;
};

static void put(hm_draw *d, struct input *in, uint32_t length, uint32_t moved_at)
{
    struct header h = { length, moved_at };
    memcpy(in->bytes + in->size, &h, sizeof h);
    in->size += sizeof h;
    for (uint32_t i = 0; i < length; i++, in->size += sizeof(int64_t)) {
        int64_t number = (int64_t)hm_draw_random(d);
        memcpy(in->bytes + in->size, &number, sizeof number);
    }
}

static uint32_t large(hm_draw *d)
{
    return LARGE_LEAST + (uint32_t)(hm_draw_random(d) % (LARGE_MOST - LARGE_LEAST + 1));
}

/* What costs five blocks: any small lists, and a large one. */
static void draw_op(hm_draw *d, bool moved)
{
    struct input in = { .size = 0 };
    for (int i = 0; i < LISTS_MOST; i++) {
        uint32_t length = i == 1 ? large(d) : (uint32_t)(hm_draw_random(d) % (SMALL + 1));
        put(d, &in, length, moved ? 1 + (uint32_t)(hm_draw_random(d) % (length + 1)) : 0);
    }
    hm_draw_op(d, in.bytes, in.size);
}

void hm_exercise_hidden(hm_draw *d)
{
    struct input in = { .size = 0 };
    hm_draw_check(d, "it keeps three lists at once");
    for (int i = 0; i < OPS; i++)
        draw_op(d, false);
    hm_draw_check(d, "lists may be moved at any time");
    for (int i = 0; i < OPS; i++)
        draw_op(d, true);
    hm_draw_check(d, "a list may have any length");
    for (uint32_t length = 0; length <= 20; length++) {
        in.size = 0;
        put(d, &in, length, length / 2);
        hm_draw_case(d, in.bytes, in.size);
    }
}
