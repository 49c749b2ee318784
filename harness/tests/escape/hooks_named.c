// hooks_named.c -- allocators that are called through a pointer, and named on the command line
#include <stddef.h>

struct hooks {
    void *(*allocate)(size_t size);
    void (*release)(void *block);
};
struct state {
    struct hooks hooks;
};
extern void *(*pointer)(size_t size);
extern void (*release)(void *block);

int by_arrow(struct hooks *hooks)
{
    int *p = hooks->allocate(sizeof *p); // WANT "does not escape"
    *p = 1;
    int r = *p;
    hooks->release(p);
    return r;
}

int by_member(struct state *state)
{
    int *p = state->hooks.allocate(sizeof *p); // WANT "does not escape"
    *p = 1;
    int r = *p;
    release(p);
    return r;
}

void *by_pointer(size_t n)
{
    return pointer(n); // WANT "returned from by_pointer"
}
