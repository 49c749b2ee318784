/* stack.c -- a number in a tagged union: the union has room for the number itself. */
#include "lesson.h"

int64_t number_stack(int64_t number)
{
    struct any value = { .kind = NUMBER, .number = number };
    int64_t weight = weigh_any(value);
    return weight;
}
