/* weigh.c -- the callees of the pair value_: both only read the page. */
#include "lesson.h"

long weigh(const struct page *page)
{
    long sum = 0;
    for (size_t i = 0; i < sizeof page->bytes; i++)
        sum += page->bytes[i];
    return sum;
}

long weigh_value(struct page page)
{
    return weigh(&page);
}
