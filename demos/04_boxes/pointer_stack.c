/* pointer_stack.c -- the data word of an interface value holds the pointer itself: no box. */
#include "lesson.h"

int64_t pointer_stack(const int64_t *number)
{
    struct iface value = { &type_pointer, number };
    int64_t weight = weigh_iface(value);
    return weight;
}
