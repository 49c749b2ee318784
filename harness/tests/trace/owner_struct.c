/* A struct owns its members; a destroy function frees both, called by the same function as the
 * maker. */
#include <stdlib.h>

struct owner {
    char *name;
};

static char *make_name(void)
{
    return malloc(12);
    // WANT "outlives make_name: lives in op, 2 frames up; freed at" "100 of 100 blocks"
}

static struct owner *make(void)
{
    struct owner *o = malloc(sizeof *o);
    // WANT "outlives make: lives in op, 1 frame up; freed at" "100 of 100 blocks"
    o->name = make_name();
    return o;
}

static void destroy(struct owner *o)
{
    free(o->name);
    free(o);
}

static void op(void)
{
    destroy(make());
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
