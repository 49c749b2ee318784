/* check.c -- the checks that only the grader runs: random iterators that take turns at random, and
 * numbers at both ends of what an int64_t can be. */
#include <heapmark/exercise.h>

#include "header.h"

enum { OPS = 24, CALLS = 40 };

struct input {
    struct header header;
    unsigned char order[CALLS_MOST];
};

static void draw(hm_draw *d, struct input *in, size_t calls)
{
    for (size_t i = 0; i < calls; i++)
        in->order[i] = (unsigned char)(hm_draw_random(d) % in->header.count);
    hm_draw_op(d, in, sizeof in->header + calls);
}

static struct numbers random_numbers(hm_draw *d)
{
    int64_t first = (int64_t)(hm_draw_random(d) % 2000) - 1000;
    int64_t step = 1 + (int64_t)(hm_draw_random(d) % 50);
    int64_t last = first + (int64_t)(hm_draw_random(d) % 20) * step;
    return (struct numbers){ first, last + (int64_t)(hm_draw_random(d) % (uint64_t)step), step };
}

static void draw_ends(hm_draw *d)
{
    static const struct numbers ends[] = {
        { INT64_MAX - 2, INT64_MAX, 1 }, { INT64_MIN, INT64_MAX, INT64_MAX },
        { INT64_MIN, INT64_MIN + 1, 1 }, { INT64_MAX, INT64_MAX, INT64_MAX },
        { INT64_MIN, INT64_MIN, 5 },     { INT64_MIN, -2, INT64_MAX - 1 },
    };
    struct input in;
    for (size_t i = 0; i < HM_COUNT(ends); i++) {
        in.header = (struct header){ 1, { ends[i] } };
        draw(d, &in, 5);
    }
}

void hm_exercise_hidden(hm_draw *d)
{
    struct input in;
    hm_draw_check(d, "four iterators take turns");
    for (int i = 0; i < OPS; i++) {
        in.header.count = 1 + hm_draw_random(d) % ITERATORS_MOST;
        for (size_t k = 0; k < ITERATORS_MOST; k++)
            in.header.numbers[k] = random_numbers(d);
        draw(d, &in, CALLS);
    }
    hm_draw_check(d, "it ends where the numbers end");
    draw_ends(d);
}
