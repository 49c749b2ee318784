/* A callee reallocates the block; the block still belongs to the function that made it. */
#include <stdlib.h>

struct text {
    char *at;
    size_t used, room;
};

static void append(struct text *t, char c)
{
    if (t->used == t->room) {
        t->room = t->room != 0 ? 2 * t->room : 4;
        t->at = realloc(t->at, t->room);
        // WANT "realloc(4..32) outlives append: lives in op, 1 frame up; freed at"
        // WANT "100 of 100 blocks"
    }
    t->at[t->used++] = c;
}

static char op(void)
{
    struct text t = { 0 };
    for (int i = 0; i < 30; i++)
        append(&t, 'x');
    char c = t.at[29];
    free(t.at);
    return c;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 100; i++)
        sum += op();
    return sum == 1;
}
