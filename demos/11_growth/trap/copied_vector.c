/* expect: output 3 */
#include <stdio.h>

struct vector {
    long *at;
    int count;
    long inside[4];
};

static void append(struct vector *v, long number)
{
    v->at[v->count++] = number;
}

int main(void)
{
    struct vector a = { a.inside, 0, { 0 } };
    append(&a, 1);
    struct vector b = a; /* wrong: b.at is the address of a.inside */
    append(&b, 2);
    append(&a, 3);
    printf("%ld\n", b.at[1]);
    return 0;
}
