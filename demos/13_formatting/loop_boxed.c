/* loop_boxed.c -- each error refers to a line number, and each line number has a block. */
#include "lesson.h"

#include <stdlib.h>

struct error {
    const long *line;
};

static long *kept(long line)
{
    long *copy = malloc(sizeof *copy);
    if (copy != NULL)
        *copy = line;
    return copy;
}

long loop_boxed(void)
{
    struct error errors[LINES] = { { NULL } };
    for (long line = 0; line < LINES; line++)
        errors[line].line = kept(line);
    long sum = 0;
    for (int i = 0; i < LINES; i++) {
        sum += errors[i].line == NULL ? -1 : *errors[i].line;
        free((void *)errors[i].line);
    }
    return sum;
}
