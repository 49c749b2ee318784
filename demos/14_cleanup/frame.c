/* frame.c -- the same list, but the number of turns has a bound: the cleanups are in the frame. */
#include "lesson.h"

#include "cleanup.h"

long loop_frame(struct store *s)
{
    struct cleanup *list = NULL;
    struct cleanup cleanups[TURNS];
    long turns = 0;
    while (turns < TURNS) {
        struct slot *slot = store_take(s);
        cleanup_push(&list, &cleanups[turns], store_give, slot);
        turns++;
    }
    while (list != NULL)
        cleanup_pop(&list);
    return turns;
}
