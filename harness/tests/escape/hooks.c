// hooks.c -- allocators that are called through a pointer
#include <stdlib.h>

struct hooks {
    void *(*make)(size_t size);
    void (*drop)(void *block);
    void *(*grow)(void *block, size_t size);
};
static struct hooks hooks = { malloc, free, realloc };
static void *(*get)(size_t size) = malloc;
static void (*give)(void *block) = free;

/* A user's own pair. */
void use(const struct hooks *theirs)
{
    hooks.make = theirs->make;
    hooks.drop = theirs->drop;
}

int through_a_struct(const struct hooks *h)
{
    int *p = h->make(sizeof *p); // WANT "h->make(sizeof *p) does not escape"
    *p = 1;
    int r = *p;
    h->drop(p);
    return r;
}

void *kept(const struct hooks *h)
{
    return h->make(8); // WANT "returned from kept"
}

int through_globals(void)
{
    int *p = get(sizeof *p); // WANT "get(sizeof *p) does not escape"
    *p = 1;
    int r = *p;
    give(p);
    return r;
}

int grown(void)
{
    int *p = hooks.make(4); // WANT "does not escape"
    int *q = hooks.grow(p, 8); // WANT "does not escape"
    q[1] = 1;
    int r = q[1];
    hooks.drop(q);
    return r;
}

/* A member that is `free` in one object and something else in another frees nothing. */
struct owner {
    void *(*begin)(size_t size);
    void (*end)(void *block);
};
static void *last;
static void keep(void *block)
{
    last = block;
}
struct owner frees = { malloc, free }, keeps = { malloc, keep };
int ended(struct owner *o)
{
    int *p = malloc(sizeof *p); // WANT "parameter to indirect call o->end"
    *p = 1;
    int r = *p;
    o->end(p);
    return r;
}

/* A destructor in a struct without an allocator is no proof either. */
struct list {
    void (*destroy)(void *block);
};
struct list list = { free };
void destroyed(struct list *l)
{
    void *p = malloc(4); // WANT "parameter to indirect call l->destroy"
    l->destroy(p);
}
