/* caught by: B/op is within
 * It begins with a block for four thousand numbers. */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

enum { DATA, LENGTH, CAPACITY };

/* Twice the room. */
static bool grow(struct vec *v)
{
    int64_t capacity = v->word[CAPACITY].number == 0 ? 4096 : 2 * v->word[CAPACITY].number;
    int64_t *data = realloc(v->word[DATA].address, (size_t)capacity * sizeof *data);
    if (data == NULL)
        return false;
    v->word[DATA].address = data;
    v->word[CAPACITY].number = capacity;
    return true;
}

bool vec_push(struct vec *v, int64_t value)
{
    if (v->word[LENGTH].number == v->word[CAPACITY].number && !grow(v))
        return false;
    int64_t *data = v->word[DATA].address; /* TODO: must the first four be here? */
    data[v->word[LENGTH].number++] = value;
    return true;
}

size_t vec_length(const struct vec *v)
{
    return (size_t)v->word[LENGTH].number;
}

int64_t vec_at(const struct vec *v, size_t index)
{
    return ((const int64_t *)v->word[DATA].address)[index];
}

void vec_clear(struct vec *v)
{
    free(v->word[DATA].address);
    memset(v, 0, sizeof *v);
}
