/* value_boxed.c -- 4 KiB are copied into a block, so that the callee cannot change the original. */
#include "lesson.h"

#include <stdlib.h>

long weight_boxed(const struct page *page)
{
    struct page *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return -1;
    *copy = *page;
    long weight = weigh(copy);
    free(copy);
    return weight;
}
