/* check.c -- the checks that only the grader runs: random steps, two queues, and a hundred thousand
 * messages from one thread to another. */
#include <heapmark/exercise.h>

#include "header.h"

enum { OPS = 8, FEW = 300, MANY = 100 * 1000 };

struct input {
    struct header header;
    unsigned char steps[STEPS_MOST];
};

static void start(hm_draw *d, struct input *in, uint64_t threads)
{
    in->header = (struct header){ hm_draw_random(d) >> 1, threads };
}

/* Mostly pushes and pops; now and then a queue is filled or emptied: the ring goes round. */
static size_t put_steps(hm_draw *d, struct input *in, size_t count, unsigned queues)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t what = hm_draw_random(d) % 200;
        unsigned step = what > 1 ? (what % 2 == 0 ? STEP_PUSH : STEP_POP)
                                 : (what == 1 ? STEP_FILL : STEP_DRAIN);
        in->steps[i] = (unsigned char)(step + STEP_QUEUE * (hm_draw_random(d) % queues));
    }
    return sizeof in->header + count;
}

void hm_exercise_hidden(hm_draw *d)
{
    struct input in;
    hm_draw_check(d, "it keeps the order, however often the ring goes round");
    for (int i = 0; i < OPS; i++) {
        start(d, &in, 0);
        hm_draw_op(d, &in, put_steps(d, &in, STEPS_MOST, 1));
    }
    hm_draw_check(d, "two queues have nothing in common");
    for (int i = 0; i < OPS; i++) {
        start(d, &in, 0);
        hm_draw_op(d, &in, put_steps(d, &in, STEPS_MOST, QUEUES));
    }
    hm_draw_check(d, "one thread pushes while another one pops");
    for (int i = 0; i < 2; i++) {
        start(d, &in, FEW);
        hm_draw_op(d, &in, put_steps(d, &in, 10, 1));
    }
    start(d, &in, MANY);
    hm_draw_case(d, &in, put_steps(d, &in, 10, 1));
}
