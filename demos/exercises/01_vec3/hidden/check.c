/* check.c -- the checks that only the grader runs: sums of random vectors. */
#include <heapmark/exercise.h>

#include "contract.h"

enum { MANY = 1000, OPS = 24, MOST = 9 };

/* Small whole numbers: sums of doubles are then exact in any order. */
static void randomise(hm_draw *d, struct vec3 *v, size_t count)
{
    for (size_t i = 0; i < count; i++)
        v[i] =
            (struct vec3){ (double)(hm_draw_random(d) % 1000), (double)(hm_draw_random(d) % 1000),
                           (double)(hm_draw_random(d) % 1000) };
}

void hm_exercise_hidden(hm_draw *d)
{
    static struct vec3 v[MANY];
    hm_draw_check(d, "it sums a thousand random vectors");
    randomise(d, v, MANY);
    hm_draw_case(d, v, sizeof v);
    hm_draw_check(d, "it looks at the values, whatever their number");
    for (int i = 0; i < OPS; i++) {
        size_t count = 1 + hm_draw_random(d) % MOST;
        randomise(d, v, count);
        hm_draw_op(d, v, count * sizeof v[0]);
    }
}
