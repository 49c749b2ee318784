/* look_boxed.c -- "a variadic argument is always on the heap": then it would look like this. */
#include "lesson.h"

#include <stdlib.h>

int64_t look_boxed(void)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;
    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -1;
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };
    int64_t numbers = count_numbers(args, 2);
    free(args);
    return numbers;
}
