/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

enum { MANY = 1000 };

struct input {
    struct header header;
    int32_t keys[MANY];
};

static void draw(hm_draw *d, uint32_t descending, const int32_t *keys, size_t count)
{
    struct input in = { { descending, 1 }, { 0 } };
    memcpy(in.keys, keys, count * sizeof *keys);
    hm_draw_case(d, &in, sizeof in.header + count * sizeof *keys);
}

void hm_exercise_visible(hm_draw *d)
{
    static const int32_t keys[] = { 30, -10, 20, 30, 0 };
    struct input in = { { 0, 1 }, { 0 } };
    hm_draw_check(d, "it sorts five rows");
    draw(d, 0, keys, HM_COUNT(keys));
    hm_draw_check(d, "it sorts them the other way round");
    draw(d, 1, keys, HM_COUNT(keys));
    hm_draw_check(d, "it sorts a thousand rows");
    for (int i = 0; i < MANY; i++)
        in.keys[i] = i * 7919 % MANY;
    hm_draw_op(d, &in, sizeof in);
}
