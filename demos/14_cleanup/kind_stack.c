/* kind_stack.c -- a value of any kind of a list of kinds: a switch on the kind reads it. */
#include "lesson.h"

#include "common/value.h"

static long number_of(struct value value)
{
    switch (value.kind) {
    case VALUE_INT:
        return value.integer;
    case VALUE_TEXT:
        break;
    }
    return -1;
}

long kind_stack(long number)
{
    struct value value = value_int(number);
    long got = number_of(value);
    return got;
}
