/* point_stack.c -- the union is as large as its largest member: the price of having no block. */
#include "lesson.h"

int64_t point_stack(int64_t x)
{
    struct point p = { x, 2 * x, 3 * x };
    struct any value = { .kind = POINT, .point = p };
    int64_t weight = weigh_any(value);
    return weight;
}
