/* boxed.c -- a vector that grows by doubling, from nothing: Go's append up to 1.24. */
#include "lesson.h"

#include <stdbool.h>
#include <stdlib.h>

struct vector {
    long *at;
    size_t count, room;
};

static bool grow(struct vector *v)
{
    size_t room = v->room == 0 ? 1 : 2 * v->room;
    long *at = realloc(v->at, room * sizeof *at);
    if (at == NULL)
        return false;
    v->at = at;
    v->room = room;
    return true;
}

static bool append(struct vector *v, long number)
{
    if (v->count == v->room && !grow(v))
        return false;
    v->at[v->count++] = number;
    return true;
}

long sum_boxed(size_t count)
{
    struct vector v = { NULL, 0, 0 };
    bool complete = true;
    for (size_t i = 0; i < count && complete; i++)
        complete = append(&v, (long)i);
    long sum = complete ? sum_of(v.at, v.count) : -1;
    free(v.at);
    return sum;
}
