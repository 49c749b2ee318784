/* other_own_struct.c -- a struct with names of its own, copied out of the words and back; the
 * first four numbers stay in it, and the heap has only those behind them, in chunks that grow. */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST = 4 };

struct list {
    int64_t first[FIRST], *rest;
    size_t length, room; /* room: of rest */
};

_Static_assert(sizeof(struct list) <= sizeof(struct vec), "the caller has no room for it");

static struct list load(const struct vec *v)
{
    struct list list;
    memcpy(&list, v, sizeof list);
    return list;
}

bool vec_push(struct vec *v, int64_t value)
{
    struct list list = load(v);
    if (list.length < FIRST) {
        list.first[list.length++] = value;
        memcpy(v, &list, sizeof list);
        return true;
    }
    size_t at = list.length - FIRST;
    if (at == list.room) {
        size_t room = list.room == 0 ? 8 : 2 * list.room;
        int64_t *rest = realloc(list.rest, room * sizeof *rest);
        if (rest == NULL)
            return false;
        list.rest = rest;
        list.room = room;
    }
    list.rest[at] = value;
    list.length++;
    memcpy(v, &list, sizeof list);
    return true;
}

size_t vec_length(const struct vec *v)
{
    return load(v).length;
}

int64_t vec_at(const struct vec *v, size_t index)
{
    struct list list = load(v);
    return index < FIRST ? list.first[index] : list.rest[index - FIRST];
}

void vec_clear(struct vec *v)
{
    free(load(v).rest);
    memset(v, 0, sizeof *v);
}
