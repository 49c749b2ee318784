/* arena_boxed.c -- each word of the list has a block, and each block is freed. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>

struct word {
    struct word *next;
    const char *at;
    size_t len;
};

static void free_words(struct word *w)
{
    while (w != NULL) {
        struct word *next = w->next;
        free(w);
        w = next;
    }
}

/* Returns false without memory; *list is valid in both cases. */
static bool split(const char *line, struct word **list)
{
    *list = NULL;
    while (*line != '\0') {
        struct word *w = malloc(sizeof *w);
        if (w == NULL)
            return false;
        *w = (struct word){ *list, line, strcspn(line, " ") };
        *list = w;
        line += w->len + strspn(line + w->len, " ");
    }
    return true;
}

long longest_boxed(const char *line)
{
    struct word *list;
    long longest = split(line, &list) ? 0 : -1;
    for (struct word *w = list; w != NULL && longest >= 0; w = w->next)
        if ((long)w->len > longest)
            longest = (long)w->len;
    free_words(list);
    return longest;
}
