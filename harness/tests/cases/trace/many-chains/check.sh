#!/usr/bin/env bash
# Recursion through a tree has a chain for each path: no block is left out because there are many.
cat >tree.c <<'END'
#include <stdlib.h>
struct tree {
    struct tree *left, *right;
};
static struct tree *grow(int depth)
{
    struct tree *t = malloc(sizeof *t);
    t->left = depth > 0 ? grow(depth - 1) : NULL;
    t->right = depth > 0 ? grow(depth - 1) : NULL;
    return t;
}
static void fell(struct tree *t)
{
    if (t == NULL)
        return;
    fell(t->left);
    fell(t->right);
    free(t);
}
static void op(void)
{
    fell(grow(16));
}
int main(void)
{
    op();
    return 0;
}
END
"$HEAPMARK" trace --op=op --max-events=0 tree.c >said || { cat said; exit 1; }
grep -q 'lives in op, 1..17 frames up; .*; 131071 of 131071 blocks' said && grep -q 'calls of recursion' said &&
    ! grep -q 'left out' said || { cat said; exit 1; }

# 8192 chains, in which op is called between two equal calls of pong: of a chain that leaves out what lies between them it is not known.
cat >between.c <<'END'
#include <stdlib.h>
static void ping(int n);
static void op(void) { ping(0); }
static void pong(int n) { if (n) op(); else free(malloc(8)); }
static void ping(int n) { pong(n); }
static void way(int n, int bits)
{
    if (n == 0)
        ping(1);
    else if (bits & 1)
        way(n - 1, bits >> 1);
    else {
        way(n - 1, bits >> 1);
        __asm__ volatile("");
    }
}
int main(void)
{
    for (int i = 0; i < 1 << 13; i++)
        way(13, i);
    return 0;
}
END
"$HEAPMARK" trace --op=op --max-events=0 between.c >said || { cat said; exit 1; }
made=$(sed -n 's/^\([0-9]*\) blocks, .* made inside op;.*/\1/p' said)
unknown=$(sed -n 's/^note: \([0-9]*\) blocks were made too deep to tell whether inside op, and left out$/\1/p' said)
[ "$unknown" -gt 0 ] && [ $((made + unknown)) = 8192 ] || { cat said; exit 1; }
"$HEAPMARK" trace --max-events=0 between.c | grep -q 'not seen to escape pong (8192 of 8192)'
