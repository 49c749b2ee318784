/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

static void draw(hm_draw *d, void (*how)(hm_draw *, const void *, size_t), uint16_t capacity,
                 const uint16_t *keys, size_t count)
{
    struct {
        struct header header;
        uint16_t keys[16];
    } in = { { capacity, 1 }, { 0 } };
    memcpy(in.keys, keys, count * sizeof keys[0]);
    how(d, &in, sizeof in.header + count * sizeof keys[0]);
}

#define DRAW(how, capacity, ...)                                                                   \
    draw(d, how, capacity, (const uint16_t[]){ __VA_ARGS__ },                                      \
         sizeof((const uint16_t[]){ __VA_ARGS__ }) / sizeof(uint16_t))

void hm_exercise_visible(hm_draw *d)
{
    hm_draw_check(d, "it evicts what was not used for the longest time");
    DRAW(hm_draw_case, 3, 1, 2, 3, 1, 4, 2, 5);
    hm_draw_check(d, "one entry may be used again and again");
    DRAW(hm_draw_case, 2, 7, 7, 7);
    hm_draw_check(d, "it keeps eight entries in order");
    DRAW(hm_draw_op, 8, 1, 2, 3, 4, 5, 6, 7, 8);
}
