/* int_boxed.c -- a number is returned by address, so that NULL can mean "not a number". */
#include "lesson.h"

#include <stdlib.h>

static long *parse(const char *digits)
{
    char *end;
    long value = strtol(digits, &end, 10);
    if (end == digits || *end != '\0')
        return NULL;
    long *result = malloc(sizeof *result);
    if (result != NULL)
        *result = value;
    return result;
}

long parse_boxed(const char *digits)
{
    long *value = parse(digits);
    if (value == NULL)
        return -1;
    long copy = *value;
    free(value);
    return copy;
}
