/* writer_stack.c -- a line is written to an unknown writer from a buffer in the frame. */
#include "lesson.h"

#include <stdio.h>

enum { LINE = 64 };

long line_stack(struct writer w, long number)
{
    char line[LINE];
    int len = snprintf(line, LINE, "%ld\n", number);
    size_t written = w.write(w.self, line, (size_t)len);
    return (long)written;
}
