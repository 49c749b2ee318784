/* check.c -- the checks that the student sees: small sums, and the op that is measured. */
#include <heapmark/exercise.h>

#include "contract.h"

void hm_exercise_visible(hm_draw *d)
{
    const struct vec3 v[] = { { 1, 2, 3 }, { 10, 20, 30 }, { 100, 200, 300 } };
    hm_draw_check(d, "it sums three vectors");
    hm_draw_case(d, v, sizeof v);
    hm_draw_check(d, "it sums no vector to zero");
    hm_draw_case(d, NULL, 0);
    hm_draw_check(d, "the sum of one vector is that vector");
    hm_draw_op(d, v, sizeof v[0]);
}
