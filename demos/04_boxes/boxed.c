/* boxed.c -- a number in an interface value: two words, and the second is an address. */
#include "lesson.h"

int64_t number_boxed(int64_t number)
{
    struct iface value = box_int(number);
    int64_t weight = weigh_iface(value);
    unbox(value);
    return weight;
}
