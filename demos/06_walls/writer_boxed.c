/* writer_boxed.c -- a line is written to an unknown writer from a buffer on the heap. */
#include "lesson.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE = 64 };

long line_boxed(struct writer w, long number)
{
    char *line = malloc(LINE);
    if (line == NULL)
        return -1;
    int len = snprintf(line, LINE, "%ld\n", number);
    size_t written = w.write(w.self, line, (size_t)len);
    free(line);
    return (long)written;
}
