/* solution.c -- the first four numbers are in the struct itself. The capacity says where they are,
 * not an address: the struct may move. */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

enum { LENGTH, CAPACITY, DATA, INLINE, INLINE_MOST = 4 }; /* INLINE to INLINE + 3 are numbers */

static bool is_inline(const struct vec *v)
{
    return v->word[CAPACITY].number == 0;
}

static bool grow(struct vec *v)
{
    int64_t capacity = is_inline(v) ? 2 * INLINE_MOST : 2 * v->word[CAPACITY].number;
    int64_t *data = realloc(v->word[DATA].address, (size_t)capacity * sizeof *data);
    if (data == NULL)
        return false;
    for (int i = 0; i < INLINE_MOST && is_inline(v); i++)
        data[i] = v->word[INLINE + i].number;
    v->word[DATA].address = data;
    v->word[CAPACITY].number = capacity;
    return true;
}

bool vec_push(struct vec *v, int64_t value)
{
    int64_t length = v->word[LENGTH].number;
    if (length == (is_inline(v) ? INLINE_MOST : v->word[CAPACITY].number) && !grow(v))
        return false;
    if (is_inline(v))
        v->word[INLINE + length].number = value;
    else
        ((int64_t *)v->word[DATA].address)[length] = value;
    v->word[LENGTH].number++;
    return true;
}

size_t vec_length(const struct vec *v)
{
    return (size_t)v->word[LENGTH].number;
}

int64_t vec_at(const struct vec *v, size_t index)
{
    if (is_inline(v))
        return v->word[INLINE + index].number;
    return ((const int64_t *)v->word[DATA].address)[index];
}

void vec_clear(struct vec *v)
{
    free(v->word[DATA].address); /* NULL, if it is inline */
    memset(v, 0, sizeof *v);
}
