/* error_boxed.c -- each error is an object of its own, although all of them say the same. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>

struct error {
    const char *text;
};

/* An error that needs memory can itself fail. */
static struct error no_memory = { "no memory" };

static struct error *new_error(const char *text)
{
    struct error *e = malloc(sizeof *e);
    if (e == NULL)
        return &no_memory;
    e->text = text;
    return e;
}

static void free_error(struct error *e)
{
    if (e != &no_memory)
        free(e);
}

/* Returns NULL if the number is right. */
static struct error *check(long number)
{
    return number > LARGEST ? new_error("range") : NULL;
}

long error_boxed(long number)
{
    struct error *e = check(number);
    if (e == NULL)
        return 0;
    long len = (long)strlen(e->text);
    free_error(e);
    return len;
}
