/* boxed.c -- a number in an interface value: a type, and the address of the number. */
#include "lesson.h"

int64_t number_boxed(int64_t number)
{
    struct iface value = box_int(number);
    int64_t weight = weigh_iface(value);
    unbox(value);
    return weight;
}
