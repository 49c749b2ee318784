/* greet.c -- the example of docs/how-to/benchmark-your-own-code.md: the same text made twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <heapmark/bench.h>

static char *greet(const char *name) /* a new string; free it */
{
    size_t size = strlen(name) + sizeof "hello, ";
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "hello, %s", name);
    return text;
}

static int greet_into(char *out, size_t size, const char *name)
{
    return snprintf(out, size, "hello, %s", name);
}

static void heap(hm_bench *b)
{
    while (hm_loop(b)) {
        char *text = greet("world");
        hm_keep(text); /* or the optimiser may delete the unused block */
        free(text);
    }
}

static void stack(hm_bench *b)
{
    char text[32]; /* set-up: neither timed nor counted */
    while (hm_loop(b))
        hm_keep(greet_into(text, sizeof text, "world"));
}

static const hm_case cases[] = {
    { .name = "Greet/impl=heap",
      .run = heap,
      .claim = HM_CLAIM(.allocs = 1, .bytes = 13),
      .why = "the callee makes the string, so it cannot live in the callee's frame" },
    { .name = "Greet/impl=stack",
      .run = stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "the caller lends a buffer of its own frame" },
};

int main(int argc, char **argv)
{
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
