/* arena.h -- memory for one run of the analysis, freed all at once.
 *
 * The facts found (states, effects, summaries) point at each other and have one lifetime. Running
 * out of memory ends the process with status 2, so no verdict is half written. Single-threaded. */
#ifndef HM_ESCAPE_BASE_ARENA_H
#define HM_ESCAPE_BASE_ARENA_H

#include <stddef.h>

/* A line on stderr, and the process ends with status 2. */
_Noreturn void escape_no_memory(void);

/* malloc() that calls escape_no_memory() on failure, for libraries that take an allocator. The
 * caller owns the block. */
void *escape_get_or_exit(size_t bytes);

/* Zeroed memory, aligned for any type; valid until escape_arena_release(). */
void *escape_arena_get(size_t bytes);
char *escape_arena_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *escape_arena_copy(const char *text, size_t length);
void escape_arena_release(void);

/* A copy of the `count` items of `size` bytes each, with *room doubled. The old one stays in the
 * arena. */
void *escape_arena_grow(const void *items, size_t count, size_t *room, size_t size);

/* The address of a new last element of `list`; a list starts as NULL with count and room 0. */
#define ESCAPE_APPEND(list, count, room)                                                           \
    ((count) == (room)                                                                             \
         ? (void)((list) = escape_arena_grow((list), (count), &(room), sizeof *(list)))            \
         : (void)0,                                                                                \
     &(list)[(count)++])

#endif
