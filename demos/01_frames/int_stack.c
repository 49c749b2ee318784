/* int_stack.c -- the caller passes the address for the number,
 * and the result says whether the text is a number. */
#include "lesson.h"

#include <stdbool.h>
#include <stdlib.h>

static bool parse(const char *digits, long *value)
{
    char *end;
    long parsed = strtol(digits, &end, 10);
    if (end == digits || *end != '\0')
        return false;
    *value = parsed;
    return true;
}

long parse_stack(const char *digits)
{
    long value;
    if (!parse(digits, &value))
        return -1;
    return value;
}
