/* constant_boxed.c -- a box needs an address, not a heap block. A constant has an address. */
#include "lesson.h"

int64_t constant_boxed(void)
{
    static const int64_t thousand = 1000;
    struct iface value = { &type_int, &thousand };
    int64_t weight = weigh_iface(value);
    return weight;
}
