/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

#define DRAW(how, threads, ...)                                                                    \
    draw(d, how, threads, (const unsigned char[]){ __VA_ARGS__ },                                  \
         sizeof((const unsigned char[]){ __VA_ARGS__ }))

static void draw(hm_draw *d, void (*how)(hm_draw *, const void *, size_t), uint64_t threads,
                 const unsigned char *steps, size_t count)
{
    struct {
        struct header header;
        unsigned char steps[16];
    } in = { { 1, threads }, "" };
    memcpy(in.steps, steps, count);
    how(d, &in, sizeof in.header + count);
}

void hm_exercise_visible(hm_draw *d)
{
    hm_draw_check(d, "messages come out as they went in");
    DRAW(hm_draw_case, 0, STEP_PUSH, STEP_PUSH, STEP_POP, STEP_PUSH, STEP_POP, STEP_POP, STEP_POP);
    hm_draw_check(d, "a full queue takes no more");
    DRAW(hm_draw_case, 0, STEP_FILL, STEP_PUSH, STEP_POP, STEP_PUSH, STEP_PUSH);
    hm_draw_check(d, "one message goes through");
    DRAW(hm_draw_op, 0, STEP_PUSH, STEP_POP);
}
