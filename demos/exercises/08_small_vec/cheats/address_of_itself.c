/* caught by: may be moved
 * The struct has the address of its own words: a copy of it has the old one. */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

enum { DATA, LENGTH, CAPACITY, INLINE, INLINE_MOST = 4 };

bool vec_push(struct vec *v, int64_t value)
{
    if (v->word[DATA].address == NULL) {
        v->word[DATA].address = &v->word[INLINE];
        v->word[CAPACITY].number = INLINE_MOST;
    }
    int64_t *data = v->word[DATA].address;
    if (v->word[LENGTH].number == v->word[CAPACITY].number) {
        size_t size = 2 * (size_t)v->word[CAPACITY].number * sizeof *data;
        int64_t *old = data;
        data = data == &v->word[INLINE].number ? malloc(size) : realloc(data, size);
        if (data == NULL)
            return false;
        if (old == &v->word[INLINE].number)
            memcpy(data, old, INLINE_MOST * sizeof *data);
        v->word[DATA].address = data;
        v->word[CAPACITY].number *= 2;
    }
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
    if (v->word[CAPACITY].number > INLINE_MOST)
        free(v->word[DATA].address);
    memset(v, 0, sizeof *v);
}
