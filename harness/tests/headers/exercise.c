/* exercise.c -- heapmark/exercise.h: the parts of an exercise. The grader starts each. */
#include <heapmark/exercise.h>

#include <stdlib.h>

void hm_exercise_visible(hm_draw *d)
{
    const int two[] = { 1, 2 };
    hm_draw_check(d, "it adds two numbers");
    hm_draw_op(d, two, sizeof two);
}

void hm_exercise_hidden(hm_draw *d)
{
    (void)d;
}

static void op(hm_trial *c)
{
    const int *two = (const int *)hm_trial_take(c, 2 * sizeof *two);
    hm_trial_begin(c);
    int total = two[0] + two[1];
    hm_trial_end(c);
    hm_say(c, "%d", total);
}

int main(void)
{
    return getenv("HEAPMARK_PART") != NULL ? hm_exercise_main(op) : 0;
}
