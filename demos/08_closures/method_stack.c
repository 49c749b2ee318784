/* method_stack.c -- a stored method is two words, the function and its object; here a value. */
#include "lesson.h"

struct getter {
    long (*get)(const struct account *self);
    const struct account *self;
};

static long balance(const struct account *self)
{
    return self->balance;
}

static struct getter bind(const struct account *account)
{
    struct getter bound = { balance, account };
    return bound;
}

long balance_stack(const struct account *account)
{
    struct getter bound = bind(account);
    long result = bound.get(bound.self);
    return result;
}
