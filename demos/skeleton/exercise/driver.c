/* driver.c -- gives the answer an array of numbers and says what came back. */
#include <heapmark/exercise.h>

#include "contract.h"

/* TO WRITE: what one op is. */
static void op(hm_trial *t)
{
    size_t count = hm_trial_left(t) / sizeof(long);
    const long *numbers = hm_trial_take(t, count * sizeof *numbers);
    hm_trial_begin(t);
    long sum = example(count > 0 ? numbers : NULL, count);
    hm_trial_end(t);
    hm_say(t, "%ld", sum);
}

int main(void)
{
    return hm_exercise_main(op);
}
