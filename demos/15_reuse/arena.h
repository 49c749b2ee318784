/* arena.h -- memory that is given out piece by piece, and taken back all at once. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

struct arena {
    char *at; /* aligned for any type */
    size_t used, size;
};

/* Returns NULL if there is not enough room. The piece is valid as long as the arena. */
static inline void *arena_take(struct arena *a, size_t size)
{
    size_t align = _Alignof(max_align_t);
    size_t rounded = (size + align - 1) / align * align;
    if (rounded < size || rounded > a->size - a->used)
        return NULL;
    void *piece = a->at + a->used;
    a->used += rounded;
    return piece;
}

#endif
