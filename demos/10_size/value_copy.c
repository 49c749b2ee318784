/* value_copy.c -- 4 KiB are copied into the frame: passed by value. */
#include "lesson.h"

long weight_copy(const struct page *page)
{
    long weight = weigh_value(*page);
    return weight;
}
