/* store_stack.c -- x is a variable, and its address is stored through a pointer. */
#include "lesson.h"

#include <stddef.h>

long store_stack(long value)
{
    long *p = NULL;
    long **pp = &p;
    long x = value;
    *pp = &x;
    long copy = *p;
    return copy;
}
