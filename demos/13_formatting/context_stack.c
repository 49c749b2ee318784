/* context_stack.c -- the error is a value that holds the facts; its text is written when a reader
 * wants it. */
#include "lesson.h"

#include <stdio.h>

struct error {
    const char *cause; /* NULL: no error */
    long line;
};

static const char *check(long number)
{
    return number > LARGEST ? "range" : NULL;
}

static int write_error(struct error e, char *text, size_t size)
{
    return snprintf(text, size, "%ld: %s", e.line, e.cause);
}

long context_stack(long line, long number)
{
    struct error e = { check(number), line };
    if (e.cause == NULL)
        return 0;
    char text[64];
    long len = write_error(e, text, sizeof text);
    return len;
}
