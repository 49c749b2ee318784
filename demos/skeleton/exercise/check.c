/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include "contract.h"

/* TO WRITE: the inputs that a student should see. */
void hm_exercise_visible(hm_draw *d)
{
    const long numbers[] = { 1, 20, 300 };
    hm_draw_check(d, "it sums three numbers");
    hm_draw_case(d, numbers, sizeof numbers);
    hm_draw_check(d, "it sums no number to zero");
    hm_draw_case(d, NULL, 0);
    hm_draw_check(d, "the sum of one number is that number");
    hm_draw_op(d, numbers, sizeof numbers[0]);
}
