/* rungs.c -- a stack rung and a boxed one; with HM_TEST_ONE_MORE the stack rung got a malloc. */
#include <stdlib.h>

#include <heapmark/bench.h>

static void *box(int value) /* free it */
{
    int *boxed = malloc(sizeof *boxed);
    if (boxed != NULL)
        *boxed = value;
    return boxed;
}

static void set_boxed(int value)
{
    void *boxed = box(value);
    hm_keep(boxed);
    free(boxed);
}

static void set_stack(int value)
{
    int own = value;
    hm_keep(&own);
#ifdef HM_TEST_ONE_MORE
    set_boxed(value);
    free(malloc(24)); /* the line that the summary must name */
#endif
}

static void boxed(hm_bench *b)
{
    while (hm_loop(b))
        set_boxed(1);
}

static void stack(hm_bench *b)
{
    while (hm_loop(b))
        set_stack(1);
}

static const hm_case cases[] = {
    { .name = "Set/impl=boxed", .run = boxed },
    { .name = "Set/impl=stack", .run = stack },
};

int main(int argc, char **argv)
{
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
