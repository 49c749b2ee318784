/* parts.c -- arrays that grow, and the orders of names and places; contract in parts.h. */
#include "verdict/parts.h"

#include <stdlib.h>
#include <string.h>

bool verdict_grow(void **at, size_t *room, size_t count, size_t size)
{
    if (count == *room) {
        size_t wide = *room != 0 ? 2 * *room : 8;
        void *moved = realloc(*at, wide * size);
        if (moved == NULL)
            return false;
        *at = moved;
        *room = wide;
    }
    memset((char *)*at + count * size, 0, size);
    return true;
}

int verdict_by_name(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

int verdict_at_order(const struct verdict_at *a, const struct verdict_at *b)
{
    int order = verdict_by_name(a->file, b->file);
    if (order == 0)
        order = a->line - b->line;
    if (order == 0)
        order = a->column - b->column;
    return order != 0 ? order : verdict_by_name(a->function, b->function);
}
