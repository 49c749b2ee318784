/* text_boxed.c -- a text is an address and a length:
 * two words, so its box is a block of 16 bytes. */
#include "lesson.h"

#include <string.h>

int64_t text_boxed(const char *text)
{
    struct iface value = box_string((struct string){ text, strlen(text) });
    int64_t weight = weigh_iface(value);
    unbox(value);
    return weight;
}
