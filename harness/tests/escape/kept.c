// kept.c -- functions that return a fresh block on one path and a kept block on another
#include <stdlib.h>

struct item {
    struct item *next;
    int v;
};
static struct item *all, *spare;
static struct item first;

static struct item *fresh(int v)
{
    struct item *i = malloc(sizeof *i); // WANT "returned from fresh"
    i->v = v;
    return i;
}

static struct item *fresh_or_listed(int v)
{
    if (v == 2) {
        struct item *i = fresh(v); // WANT "stored in global all"
        i->next = all;
        all = i;
        return i;
    }
    return fresh(v); // WANT "returned from fresh_or_listed"
}

static struct item *fresh_or_global(int v)
{
    if (v == 2 && spare != NULL)
        return spare;
    return fresh(v); // WANT "returned from fresh_or_global"
}

static struct item *fresh_or_static(int v)
{
    return v == 2 ? &first : fresh(v); // WANT "returned from fresh_or_static"
}

static struct item *fresh_or_given(struct item *given)
{
    return given != NULL ? given : fresh(1); // WANT "returned from fresh_or_given"
}

static struct item *through(int v)
{
    struct item *i = fresh_or_listed(v);
    if (i->v > 5)
        i = fresh(1); // WANT "returned from through"
    return i;
}

/* The calls below are no sources of fresh blocks, and so have no verdict. */
int use(int v, struct item *given)
{
    struct item *a = fresh_or_listed(v), *b = fresh_or_global(v), *c = fresh_or_static(v),
                *d = fresh_or_given(given), *e = through(v);
    return a->v + b->v + c->v + d->v + e->v;
}

/* This one is. */
int use_fresh(int v)
{
    struct item *i = fresh(v); // WANT "does not escape"
    int r = i->v;
    free(i);
    return r;
}
