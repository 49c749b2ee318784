/* context_boxed.c -- the caller's error wraps the cause: an object, and a text of its own. */
#include "lesson.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct error {
    const char *cause;
    char *text;
};

static const char *check(long number)
{
    return number > LARGEST ? "range" : NULL;
}

static void free_error(struct error *e)
{
    if (e != NULL)
        free(e->text);
    free(e);
}

/* Returns NULL without memory. */
static struct error *wrap(long line, const char *cause)
{
    size_t size = (size_t)snprintf(NULL, 0, "%ld: %s", line, cause) + 1;
    struct error *e = malloc(sizeof *e);
    char *text = malloc(size);
    if (e == NULL || text == NULL) {
        free(text);
        free(e);
        return NULL;
    }
    snprintf(text, size, "%ld: %s", line, cause);
    *e = (struct error){ cause, text };
    return e;
}

long context_boxed(long line, long number)
{
    const char *cause = check(number);
    if (cause == NULL)
        return 0;
    struct error *e = wrap(line, cause);
    if (e == NULL)
        return -1;
    long len = (long)strlen(e->text);
    free_error(e);
    return len;
}
