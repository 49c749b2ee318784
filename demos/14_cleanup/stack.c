/* stack.c -- each turn gives back what it took: there is nothing to remember. */
#include "lesson.h"

long loop_stack(struct store *s)
{
    long turns = 0;
    while (turns < TURNS) {
        struct slot *slot = store_take(s);
        turns++;
        store_give(slot);
    }
    return turns;
}
