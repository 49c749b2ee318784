/* pointer_stack.c -- the data word of an interface value is a pointer: let it be this one. */
#include "lesson.h"

int64_t pointer_stack(const int64_t *number)
{
    struct iface value = { &type_pointer, number };
    int64_t weight = weigh_iface(value);
    return weight;
}
