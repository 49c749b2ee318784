/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

struct input {
    char bytes[LISTS_MOST * (sizeof(struct header) + NUMBERS_MOST * sizeof(int64_t))];
    size_t size;
};

/* A list of 1, 2, 3, ... */
static void put(struct input *in, uint32_t length, uint32_t moved_at)
{
    struct header h = { length, moved_at };
    memcpy(in->bytes + in->size, &h, sizeof h);
    in->size += sizeof h;
    for (int64_t i = 1; i <= length; i++, in->size += sizeof i)
        memcpy(in->bytes + in->size, &i, sizeof i);
}

void hm_exercise_visible(hm_draw *d)
{
    struct input in = { .size = 0 };
    put(&in, 5, 0);
    hm_draw_check(d, "it keeps five numbers");
    hm_draw_case(d, in.bytes, in.size);
    in.size = 0;
    put(&in, 4, 3);
    hm_draw_check(d, "a list may be moved");
    hm_draw_case(d, in.bytes, in.size);
    in.size = 0;
    put(&in, 4, 0);
    put(&in, 100, 0);
    hm_draw_check(d, "it keeps a list of four numbers and one of a hundred");
    hm_draw_op(d, in.bytes, in.size);
}
