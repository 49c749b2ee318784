/* arena_stack.c -- the words come out of an arena in the frame, and end with it. */
#include "lesson.h"

#include <string.h>

#include "arena.h"

enum { WORDS = 16 };

struct word {
    struct word *next;
    const char *at;
    size_t len;
};

/* Returns false if the arena is too small; *list is valid in both cases. */
static bool split(const char *line, struct arena *arena, struct word **list)
{
    *list = NULL;
    while (*line != '\0') {
        struct word *w = arena_take(arena, sizeof *w);
        if (w == NULL)
            return false;
        *w = (struct word){ *list, line, strcspn(line, " ") };
        *list = w;
        line += w->len + strspn(line + w->len, " ");
    }
    return true;
}

long longest_stack(const char *line)
{
    _Alignas(max_align_t) char room[WORDS * 2 * _Alignof(max_align_t)];
    struct arena arena = { room, 0, sizeof room };
    struct word *list;
    long longest = split(line, &arena, &list) ? 0 : -1;
    for (struct word *w = list; w != NULL && longest >= 0; w = w->next)
        if ((long)w->len > longest)
            longest = (long)w->len;
    return longest;
}
