/* stack.c -- every second call writes the same line into an array in its frame. */
#include "lesson.h"

#include <stdio.h>

int log_stack(unsigned call, const char *text)
{
    if (call % 2 != 0)
        return 0;
    char line[LINE_SIZE];
    int length = snprintf(line, LINE_SIZE, "%u: %s", call, text);
    return length;
}
