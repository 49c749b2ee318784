/* boxed.c -- each turn leaves a cleanup in a list, which is run at the end of the function. */
#include "lesson.h"

#include <stdlib.h>

#include "cleanup.h"

long loop_boxed(struct store *s)
{
    struct cleanup *list = NULL;
    long turns = 0;
    while (turns >= 0 && turns < TURNS) {
        struct slot *slot = store_take(s);
        struct cleanup *c = malloc(sizeof *c);
        if (c == NULL) {
            store_give(slot);
            turns = -1;
        } else {
            cleanup_push(&list, c, store_give, slot);
            turns++;
        }
    }
    while (list != NULL)
        free(cleanup_pop(&list));
    return turns;
}
