/* method_boxed.c -- a stored method is two words, the function and its object; here in a block. */
#include "lesson.h"

#include <stdlib.h>

struct getter {
    long (*get)(const struct account *self);
    const struct account *self;
};

static long balance(const struct account *self)
{
    return self->balance;
}

static struct getter *bind(const struct account *account)
{
    struct getter *bound = malloc(sizeof *bound);
    if (bound != NULL)
        *bound = (struct getter){ balance, account };
    return bound;
}

long balance_boxed(const struct account *account)
{
    struct getter *bound = bind(account);
    if (bound == NULL)
        return -1;
    long result = bound->get(bound->self);
    free(bound);
    return result;
}
