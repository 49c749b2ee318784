/* check.c -- the checks that only the grader runs: random numbers. */
#include <heapmark/exercise.h>

#include "contract.h"

enum { OPS = 24, MOST = 9 };

/* TO WRITE: the inputs that make a cheat fail. */
void hm_exercise_hidden(hm_draw *d)
{
    long numbers[MOST];
    hm_draw_check(d, "it looks at the values, whatever their number");
    for (int i = 0; i < OPS; i++) {
        size_t count = 1 + hm_draw_random(d) % MOST;
        for (size_t k = 0; k < count; k++)
            numbers[k] = (long)(hm_draw_random(d) % 1000);
        hm_draw_op(d, numbers, count * sizeof numbers[0]);
    }
}
