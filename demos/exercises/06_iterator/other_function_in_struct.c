/* other_function_in_struct.c -- still a function and what it captured, as in a closure; both are in
 * the struct of the caller. The function at the end of the numbers is another one. */
#include "contract.h"

#include <string.h>

typedef bool step_function(struct iterator *it, int64_t *value);

enum { FUNCTION, NEXT, LAST, STEP };

static void set(struct iterator *it, step_function *function)
{
    memcpy(&it->word[FUNCTION], &function, sizeof function);
}

static bool no_more(struct iterator *it, int64_t *value)
{
    (void)it, (void)value;
    return false;
}

static bool count_up(struct iterator *it, int64_t *value)
{
    *value = it->word[NEXT].number;
    if (it->word[LAST].number - it->word[STEP].number < *value) /* see iterator_start() */
        set(it, no_more);
    else
        it->word[NEXT].number += it->word[STEP].number;
    return true;
}

static bool only_one(struct iterator *it, int64_t *value)
{
    *value = it->word[NEXT].number;
    set(it, no_more);
    return true;
}

/* A step that leads below all numbers when it is taken back from the last one leads behind it. */
void iterator_start(struct iterator *it, int64_t first, int64_t last, int64_t step)
{
    it->word[NEXT].number = first;
    it->word[LAST].number = last;
    it->word[STEP].number = step;
    set(it, last < INT64_MIN + step ? only_one : count_up);
}

bool iterator_next(struct iterator *it, int64_t *value)
{
    step_function *function;
    memcpy(&function, &it->word[FUNCTION], sizeof function);
    return function(it, value);
}

void iterator_end(struct iterator *it)
{
    set(it, no_more);
}
