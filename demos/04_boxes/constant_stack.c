/* constant_stack.c -- the constant in the union. */
#include "lesson.h"

int64_t constant_stack(void)
{
    struct any value = { .kind = NUMBER, .number = 1000 };
    int64_t weight = weigh_any(value);
    return weight;
}
