/* other_more_inline.c -- six numbers fit into the struct, and then the address takes the place of
 * the first one. */
#include "contract.h"

#include <stdlib.h>

enum { LENGTH, CAPACITY, FIRST, INLINE_MOST = 6 };

static const int64_t *numbers(const struct vec *v)
{
    return v->word[CAPACITY].number > 0 ? v->word[FIRST].address : &v->word[FIRST].number;
}

/* From the struct to the heap, or to twice the room there. */
static int64_t *grown(const struct vec *v, int64_t capacity)
{
    if (v->word[CAPACITY].number > 0)
        return realloc(v->word[FIRST].address, (size_t)capacity * sizeof(int64_t));
    int64_t *data = malloc((size_t)capacity * sizeof *data);
    for (int i = 0; data != NULL && i < INLINE_MOST; i++)
        data[i] = v->word[FIRST + i].number;
    return data;
}

bool vec_push(struct vec *v, int64_t value)
{
    int64_t *length = &v->word[LENGTH].number, *capacity = &v->word[CAPACITY].number;
    if (*capacity == 0 && *length < INLINE_MOST) {
        v->word[FIRST + (*length)++].number = value;
        return true;
    }
    if (*length >= *capacity) {
        int64_t larger = *capacity == 0 ? 8 : 2 * *capacity;
        int64_t *data = grown(v, larger);
        if (data == NULL)
            return false;
        v->word[FIRST].address = data;
        *capacity = larger;
    }
    ((int64_t *)v->word[FIRST].address)[(*length)++] = value;
    return true;
}

size_t vec_length(const struct vec *v)
{
    return (size_t)v->word[LENGTH].number;
}

int64_t vec_at(const struct vec *v, size_t index)
{
    return numbers(v)[index];
}

void vec_clear(struct vec *v)
{
    if (v->word[CAPACITY].number > 0)
        free(v->word[FIRST].address);
    *v = (struct vec){ 0 };
}
