/* expect: output 3 3 3 */
#include <stdio.h>

struct point {
    long x, y, z;
};

struct history {
    const struct point *taken[3];
    int count;
};

static void take(struct history *h, const struct point *p)
{
    h->taken[h->count++] = p; /* wrong: p is borrowed, so *p must be copied */
}

int main(void)
{
    struct history h = { .count = 0 };
    struct point p;
    for (long i = 1; i <= 3; i++) {
        p = (struct point){ i, i, i };
        take(&h, &p);
    }
    printf("%ld %ld %ld\n", h.taken[0]->x, h.taken[1]->x, h.taken[2]->x);
    return 0;
}
