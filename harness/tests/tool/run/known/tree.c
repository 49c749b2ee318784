/* tree.c -- a search tree, filled and torn down by recursion: each depth has stacks of its own. */
#include <stdlib.h>

struct tree {
    struct tree *left, *right;
    unsigned key;
};

static struct tree *insert(struct tree *t, unsigned key)
{
    if (t == NULL) {
        t = calloc(1, sizeof *t);
        t->key = key;
    } else if (key < t->key) {
        t->left = insert(t->left, key);
    } else {
        t->right = insert(t->right, key);
    }
    return t;
}

static void destroy(struct tree *t)
{
    if (t == NULL)
        return;
    destroy(t->left);
    destroy(t->right);
    free(t);
}

int main(void)
{
    struct tree *t = NULL;
    unsigned key = 1;
    for (int i = 0; i < 500; i++)
        t = insert(t, key = key * 1103515245u + 12345u);
    destroy(t->left);
    t->left = NULL;
    for (int i = 0; i < 100; i++)
        t = insert(t, key = key * 1103515245u + 12345u);
    return 0;
}
