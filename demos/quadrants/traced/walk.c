/* walk.c -- calls each twin ten times: the program that `heapmark trace` runs for the quadrants.
 * Exit status 1 if a twin returned a wrong result. */
#include <stdio.h>
#include <stdlib.h>

#include "../quadrants.h"

enum { TIMES = 10 };

/* Returns the number in the sink, and frees the box if it is a block. */
static int64_t take_sink(bool block)
{
    int64_t v = sink.data != NULL ? *(const int64_t *)sink.data : -1;
    if (block)
        free((void *)sink.data);
    sink = (struct iface){ 0 };
    return v;
}

static bool boxes(void)
{
    const_boxed();
    bool ok = take_sink(false) == 1;
    small_int_boxed(7);
    ok &= take_sink(false) == 7;
    int_boxed(1000);
    ok &= take_sink(true) == 1000;
    int64_t *x = returned_address(1000);
    ok &= x != NULL && *x == 1000;
    free(x);
    return ok;
}

static bool frames(void)
{
    static const struct string text = STRING("a text that is longer than the 32 bytes of a frame");
    bool ok = make_five(5) == 10 && make_four(4) == 6 && long_string(text) == 0;
    ok &= joined(text, (struct string)STRING("!")) == (int64_t)text.len + 1 + 'a';
    return ok && new_local(7) == 14 && malloc_local(7) == 14 && plain_local(7) == 28;
}

int main(void)
{
    for (int i = 0; i < TIMES; i++)
        if (!boxes() || !frames()) {
            fprintf(stderr, "walk: a twin returned a wrong result\n");
            return 1;
        }
    return 0;
}
