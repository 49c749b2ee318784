/* start.c -- 2 allocs/op, 24 B/op. Your task: the same numbers with 0 allocs/op. */
#include "contract.h"

#include <stdlib.h>

/* A closure, as Go makes one: a function, and the address of the variable that it changes. */
struct closure {
    bool (*next)(struct iterator *it, int64_t *next, int64_t *value);
    int64_t *captured;
};

enum { CLOSURE, LAST, STEP, MORE };

/* The distance may be larger than any int64_t. */
static bool room_for_step(int64_t at, int64_t last, int64_t step)
{
    return (uint64_t)last - (uint64_t)at >= (uint64_t)step;
}

static bool count_up(struct iterator *it, int64_t *next, int64_t *value)
{
    if (!it->word[MORE].number)
        return false;
    *value = *next;
    it->word[MORE].number = room_for_step(*next, it->word[LAST].number, it->word[STEP].number);
    if (it->word[MORE].number)
        *next += it->word[STEP].number;
    return true;
}

void iterator_start(struct iterator *it, int64_t first, int64_t last, int64_t step)
{
    struct closure *closure = malloc(sizeof *closure);
    int64_t *next = malloc(sizeof *next); /* TODO: who could keep this number? */
    it->word[CLOSURE].address = closure;
    it->word[LAST].number = last;
    it->word[STEP].number = step;
    it->word[MORE].number = closure != NULL && next != NULL;
    if (next != NULL)
        *next = first;
    if (closure != NULL)
        *closure = (struct closure){ count_up, next };
}

bool iterator_next(struct iterator *it, int64_t *value)
{
    struct closure *closure = it->word[CLOSURE].address;
    return closure != NULL && closure->next(it, closure->captured, value);
}

void iterator_end(struct iterator *it)
{
    struct closure *closure = it->word[CLOSURE].address;
    if (closure != NULL)
        free(closure->captured);
    free(closure);
}
