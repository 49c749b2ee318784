/* value_stack.c -- nothing is copied: `const` is the promise that the callee only reads. */
#include "lesson.h"

long weight_stack(const struct page *page)
{
    long weight = weigh(page);
    return weight;
}
