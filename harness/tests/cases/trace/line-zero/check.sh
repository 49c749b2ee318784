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
