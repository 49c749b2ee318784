/* growing.c -- realloc: another stack grows the block than made it. */
#include <stdlib.h>

struct text {
    char *at;
    size_t count, room;
};

static void begin(struct text *t)
{
    t->room = 8;
    t->at = malloc(t->room);
}

static void put(struct text *t, char c)
{
    if (t->count == t->room) {
        t->room *= 2;
        t->at = realloc(t->at, t->room);
    }
    t->at[t->count++] = c;
}

static void finish(struct text *t)
{
    t->at = realloc(t->at, t->count);
}

int main(void)
{
    static struct text texts[20];
    for (int i = 0; i < 20; i++) {
        begin(&texts[i]);
        for (int k = 0; k < 10 * (i + 1); k++)
            put(&texts[i], 'x');
        if (i % 2 == 0)
            finish(&texts[i]);
    }
    free(texts[19].at);
    return 0;
}
