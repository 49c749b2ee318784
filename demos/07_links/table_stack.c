/* table_stack.c -- a table of values: the slot is the place. */
#include "lesson.h"

long table_stack(long value)
{
    long slots[SLOTS] = { 0 };
    slots[1] = value;
    long copy = slots[1];
    return copy;
}
