/* presized.c -- the vector of boxed.c, with room for all numbers from the beginning. */
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

long sum_presized(size_t count)
{
    struct vector v = { malloc(count * sizeof *v.at), 0, count };
    bool complete = v.at != NULL;
    for (size_t i = 0; i < count && complete; i++)
        complete = append(&v, (long)i);
    long sum = complete ? sum_of(v.at, v.count) : -1;
    free(v.at);
    return sum;
}
