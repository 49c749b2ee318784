#!/usr/bin/env bash
# clang makes the two calls one, and gives it line 0: the block belongs to the line before, not to `get@0x558a151a41f9`.
command -v clang >/dev/null || exit 77
cat >s.c <<'END'
#include <stdlib.h>
__attribute__((noinline)) static void *get(int a)
{
    void *p;
    if (a)
        p = malloc(8);
    else
        p = malloc(16);
    return p;
}
int main(int argc, char **argv)
{
    (void)argv;
    for (int i = 0; i < 4; i++)
        free(get(i & argc));
    return 0;
}
END
"$HEAPMARK" trace --cc=clang -O2 s.c >said 2>&1 && grep -q '^s\.c:[5-9]:.*malloc(8\.\.16) outlives get: lives in main' said || { cat said; exit 1; }

# Here the calls that are made one are of an inlined function, which the debug information of the call does not name.
cat >inlined.c <<'END'
#include <stdlib.h>
static char *get(int n)
{
    char *p = malloc((size_t)n);
    if (p != NULL)
        p[0] = 0;
    return p;
}
__attribute__((noinline)) static char *pick(int kind)
{
    char *p = NULL;
    switch (kind) {
    case 0:
        if (!(p = get(24)))
            abort();
        break;
    case 1:
        if (!(p = get(40)))
            abort();
        break;
    case 2:
        return NULL;
    }
    return p;
}
int main(int argc, char **argv)
{
    (void)argv;
    for (int i = 0; i < 4; i++)
        free(pick((argc + i) % 3));
    return 0;
}
END
clang -g -O2 -fno-builtin -finstrument-functions inlined.c -o inlined || exit 1
"$HEAPMARK" trace ./inlined >said 2>&1 && grep -q '^inlined\.c:[3-7]\(:[0-9]*\)\?: malloc(24\.\.40) outlives get: lives in main' said || { cat said; exit 1; }
