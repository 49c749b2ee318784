/* check.c -- the checks that only the grader runs: random keys, keys that are equal, rows that are
 * sorted already, and a sort inside a sort. */
#include <heapmark/exercise.h>

#include "header.h"

enum { OPS = 16 };

struct input {
    struct header header;
    int32_t keys[ROWS_MOST];
};

static struct input in;

static size_t size(size_t count)
{
    return sizeof in.header + count * sizeof in.keys[0];
}

/* Keys below `most`, or of any size; about half of the tables descend. */
static void randomise(hm_draw *d, size_t count, uint32_t most)
{
    in.header = (struct header){ (uint32_t)(hm_draw_random(d) % 2), 1 };
    for (size_t i = 0; i < count; i++)
        in.keys[i] = (int32_t)(uint32_t)(most > 0 ? hm_draw_random(d) % most : hm_draw_random(d));
}

static void draw_sorted(hm_draw *d, int32_t first, int32_t step)
{
    for (int i = 0; i < ROWS_MOST; i++)
        in.keys[i] = first + i * step;
    in.header = (struct header){ 0, 1 };
    hm_draw_case(d, &in, size(ROWS_MOST));
}

void hm_exercise_hidden(hm_draw *d)
{
    hm_draw_check(d, "it sorts random keys");
    for (int i = 0; i < OPS; i++) {
        size_t count = hm_draw_random(d) % 500;
        randomise(d, count, 0);
        hm_draw_op(d, &in, size(count));
    }
    hm_draw_check(d, "rows with equal keys are in order");
    for (int i = 0; i < OPS; i++) {
        size_t count = hm_draw_random(d) % 500;
        randomise(d, count, 4);
        hm_draw_op(d, &in, size(count));
    }
    hm_draw_check(d, "it reads no more keys than it may");
    randomise(d, ROWS_MOST, 0);
    hm_draw_case(d, &in, size(ROWS_MOST));
    draw_sorted(d, -100, 1);
    draw_sorted(d, 100, -1);
    hm_draw_check(d, "key() may sort another table");
    for (int i = 0; i < OPS; i++) {
        size_t count = 1 + hm_draw_random(d) % 40;
        randomise(d, count * VALUES, 100);
        in.header.values = VALUES;
        hm_draw_op(d, &in, size(count * VALUES));
    }
}
