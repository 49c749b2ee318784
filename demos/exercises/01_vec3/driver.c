/* driver.c -- gives the answer an array of vectors and says what their sum is. */
#include <heapmark/exercise.h>

#include "contract.h"

static void op(hm_trial *t)
{
    size_t count = hm_trial_left(t) / sizeof(struct vec3);
    const struct vec3 *vectors = hm_trial_take(t, count * sizeof *vectors);
    hm_trial_begin(t);
    struct vec3 sum = vec3_sum(count > 0 ? vectors : NULL, count);
    hm_trial_end(t);
    hm_say(t, "(%.17g, %.17g, %.17g)", sum.x, sum.y, sum.z);
}

int main(void)
{
    return hm_exercise_main(op);
}
