/* check.c -- the checks that only the grader runs: random uses, caches of one entry and of
 * thousands, and two caches at once. */
#include <heapmark/exercise.h>

#include "header.h"

enum { OPS = 24 };

/* Keys are drawn from twice as many as there is room for: about half of the uses are hits. */
static void draw_uses(hm_draw *d, void (*how)(hm_draw *, const void *, size_t), uint16_t capacity,
                      uint16_t lists, size_t count)
{
    static struct {
        struct header header;
        uint16_t keys[OPS_MOST];
    } in;
    size_t keys = 2u * capacity * lists;
    in.header = (struct header){ capacity, lists };
    for (size_t i = 0; i < count; i++)
        in.keys[i] = (uint16_t)(hm_draw_random(d) % (keys < KEYS ? keys : KEYS));
    how(d, &in, sizeof in.header + count * sizeof in.keys[0]);
}

void hm_exercise_hidden(hm_draw *d)
{
    hm_draw_check(d, "it keeps the order in caches of any size");
    for (uint16_t i = 0; i < OPS; i++)
        draw_uses(d, hm_draw_op, (uint16_t)(1 + hm_draw_random(d) % 20), 1, 60);
    hm_draw_check(d, "a cache may have one entry");
    draw_uses(d, hm_draw_op, 1, 1, 100);
    hm_draw_check(d, "a cache may have thousands of entries");
    draw_uses(d, hm_draw_case, ENTRIES_MOST, 1, OPS_MOST);
    hm_draw_check(d, "there may be two caches");
    for (int i = 0; i < 4; i++)
        draw_uses(d, hm_draw_op, 16, 2, 100);
    draw_uses(d, hm_draw_case, ENTRIES_MOST / 2, 2, OPS_MOST);
}
