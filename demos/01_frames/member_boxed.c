/* member_boxed.c -- the struct is returned by value,
 * but the value that it points to must outlive the call. */
#include "lesson.h"

#include <stdlib.h>

struct holder {
    long *value;
};

static struct holder hold(long x)
{
    struct holder h = { malloc(sizeof *h.value) };
    if (h.value != NULL)
        *h.value = x;
    return h;
}

long member_boxed(long x)
{
    struct holder h = hold(x);
    if (h.value == NULL)
        return -1;
    long copy = *h.value;
    free(h.value);
    return copy;
}
