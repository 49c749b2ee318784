/* arena.h -- memory for one run of the analysis: handed out piece by piece, given back all at once.
 *
 * The facts found (states, reasons, summaries) point at each other freely and die together. Running
 * out of memory ends the process with status 2: there is no half a verdict. Single-threaded. */
#ifndef HM_ESCAPE_BASE_ARENA_H
#define HM_ESCAPE_BASE_ARENA_H

#include <stddef.h>

/* How running out of memory ends: a line on stderr, status 2, nothing half written. */
_Noreturn void escape_no_memory(void);

/* malloc() that does so; for libraries that take an allocator. Owned by the caller. */
void *escape_get_or_exit(size_t bytes);

/* Zeroed memory, aligned for any type; valid until escape_arena_release(). */
void *escape_arena_get(size_t bytes);
char *escape_arena_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *escape_arena_copy(const char *text, size_t length);
void escape_arena_release(void);

/* A larger copy of `items` (count of them, `size` bytes each) with *room doubled; the old one is
 * left behind in the arena. */
void *escape_arena_grow(const void *items, size_t count, size_t *room, size_t size);

/* The address of a new last element of `list`; a list starts as NULL with count and room 0. */
#define ESCAPE_APPEND(list, count, room)                                                           \
    ((count) == (room)                                                                             \
         ? (void)((list) = escape_arena_grow((list), (count), &(room), sizeof *(list)))            \
         : (void)0,                                                                                \
     &(list)[(count)++])

#endif
