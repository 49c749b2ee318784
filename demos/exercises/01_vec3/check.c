/* check.c -- the checks that the student sees: small sums, and the op that is measured. */
#include <heapmark/exercise.h>

#include "contract.h"

static bool sums_three_vectors(hm_check *c)
{
    const struct vec3 v[] = { { 1, 2, 3 }, { 10, 20, 30 }, { 100, 200, 300 } };
    struct vec3 sum = vec3_sum(v, 3);
    return hm_expect(c, sum.x == 111 && sum.y == 222 && sum.z == 333,
                     "the sum is (%g, %g, %g), not (111, 222, 333)", sum.x, sum.y, sum.z);
}

static bool sums_no_vector_to_zero(hm_check *c)
{
    struct vec3 sum = vec3_sum(NULL, 0);
    return hm_expect(c, sum.x == 0 && sum.y == 0 && sum.z == 0,
                     "the sum of nothing is (%g, %g, %g), not (0, 0, 0)", sum.x, sum.y, sum.z);
}

static void op(void)
{
    const struct vec3 v = { 1, 2, 3 };
    struct vec3 sum = vec3_sum(&v, 1);
    hm_keep(&sum);
}

int main(void)
{
    static const hm_exercise_check checks[] = {
        { "it sums three vectors", sums_three_vectors },
        { "it sums no vector to zero", sums_no_vector_to_zero },
    };
    return hm_exercise_main(&(hm_exercise){ checks, HM_COUNT(checks), op });
}
