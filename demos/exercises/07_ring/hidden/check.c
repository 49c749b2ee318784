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

/* Pushes and pops at random, and `fills` in a hundred that fill a queue or empty it. */
static size_t put_steps(hm_draw *d, struct input *in, size_t count, unsigned queues, unsigned fills)
{
    for (size_t i = 0; i < count; i++) {
        bool all = hm_draw_random(d) % 100 < fills, pop = hm_draw_random(d) % 2 == 0;
        unsigned step = all ? (pop ? STEP_DRAIN : STEP_FILL) : (pop ? STEP_POP : STEP_PUSH);
        in->steps[i] = (unsigned char)(step + STEP_QUEUE * (hm_draw_random(d) % queues));
    }
    return sizeof in->header + count;
}

static void draw_steps(hm_draw *d, unsigned queues)
{
    struct input in;
    for (int i = 0; i < OPS; i++) {
        start(d, &in, 0);
        hm_draw_op(d, &in, put_steps(d, &in, STEPS_MOST, queues, 0));
        start(d, &in, 0);
        hm_draw_case(d, &in, put_steps(d, &in, STEPS_MOST, queues, 5));
    }
}

void hm_exercise_hidden(hm_draw *d)
{
    struct input in;
    hm_draw_check(d, "it keeps the order, however often the ring goes round");
    draw_steps(d, 1);
    hm_draw_check(d, "two queues have nothing in common");
    draw_steps(d, QUEUES);
    hm_draw_check(d, "one thread pushes while another one pops");
    for (int i = 0; i < 2; i++) {
        start(d, &in, FEW);
        hm_draw_op(d, &in, put_steps(d, &in, 10, 1, 0));
    }
    start(d, &in, MANY);
    hm_draw_case(d, &in, put_steps(d, &in, 10, 1, 0));
}
