/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

struct input {
    struct header header;
    char order[CALLS_MOST];
};

static size_t set_order(struct input *in, const char *order)
{
    size_t count = strlen(order);
    for (size_t i = 0; i < count; i++)
        in->order[i] = (char)(order[i] - 'a');
    return sizeof in->header + count;
}

void hm_exercise_visible(hm_draw *d)
{
    struct input in = { { 2, { { 1, 10, 3 }, { -5, 5, 5 } } }, "" };
    hm_draw_check(d, "it counts in steps and ends");
    hm_draw_case(d, &in, set_order(&in, "aaaaaa"));
    hm_draw_check(d, "two iterators take turns");
    hm_draw_case(d, &in, set_order(&in, "abababab"));
    in.header = (struct header){ 1, { { 1, 3, 1 } } };
    hm_draw_check(d, "it counts to three");
    hm_draw_op(d, &in, set_order(&in, "aaaa"));
}
