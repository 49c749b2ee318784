/* stack.c -- a vector whose first four numbers are in the frame: Go's append since 1.25. */
#include "lesson.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { INLINE = 4 };

struct vector {
    long *at;
    size_t count, room;
    long inside[INLINE];
};

static bool grow(struct vector *v)
{
    size_t room = 2 * v->room;
    bool first = v->at == v->inside;
    long *at = realloc(first ? NULL : v->at, room * sizeof *at);
    if (at == NULL)
        return false;
    if (first)
        memcpy(at, v->inside, sizeof v->inside);
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

long sum_stack(size_t count)
{
    struct vector v = { v.inside, 0, INLINE, { 0 } };
    bool complete = true;
    for (size_t i = 0; i < count && complete; i++)
        complete = append(&v, (long)i);
    long sum = complete ? sum_of(v.at, v.count) : -1;
    if (v.at != v.inside)
        free(v.at);
    return sum;
}
