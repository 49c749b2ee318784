/* look.c -- a callee that only looks at its arguments. */
#include "lesson.h"

int64_t count_numbers(const struct iface *args, size_t count)
{
    int64_t numbers = 0;
    for (size_t i = 0; i < count; i++)
        if (args[i].type == &type_int)
            numbers++;
    return numbers;
}
