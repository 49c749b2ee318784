/* text_stack.c -- the two words of the text sit in the union. */
#include "lesson.h"

#include <string.h>

int64_t text_stack(const char *text)
{
    struct any value = { .kind = TEXT, .text = { text, strlen(text) } };
    int64_t weight = weigh_any(value);
    return weight;
}
