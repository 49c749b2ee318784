// named.c -- allocators called through a table: only --alloc and --free can declare them.
#include <stddef.h>

struct functions {
    void *(*get)(size_t);
    void *(*more)(void *, size_t);
    void (*give)(void *);
};
extern struct functions functions;

static inline void *my_malloc(size_t n)
{
    return functions.get(n);
}
static inline void *my_realloc(void *p, size_t n)
{
    return functions.more(p, n);
}
static inline void my_free(void *p)
{
    functions.give(p);
}

int local(void)
{
    int *a = my_malloc(sizeof *a); // WANT "does not escape$"
    *a = 1;
    int r = *a;
    my_free(a);
    return r;
}

int *grown(void)
{
    int *a = my_malloc(sizeof *a);
    // WANT "my_malloc(sizeof *a) escapes to heap: returned from grown"
    return my_realloc(a, 2 * sizeof *a); // WANT "escapes to heap: returned from grown"
}
