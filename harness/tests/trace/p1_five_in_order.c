/* Five blocks, freed in the order in which they were made: all could be locals. */
#include <stdlib.h>

static int op(int n)
{
    int *a = malloc(8);
    // WANT "not seen to escape op (500 of 500); an automatic variable would do"
    int *b = malloc(16);
    // WANT "not seen to escape op (500 of 500); an automatic variable would do"
    int *c = malloc(24);
    // WANT "not seen to escape op (500 of 500); an automatic variable would do"
    int *d = malloc(32);
    // WANT "not seen to escape op (500 of 500); an automatic variable would do"
    int *e = malloc(40);
    // WANT "not seen to escape op (500 of 500); an automatic variable would do"
    *a = *b = *c = *d = *e = n;
    int sum = *a + *b + *c + *d + *e;
    free(a);
    free(b);
    free(c);
    free(d);
    free(e);
    return sum;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 500; i++)
        sum += op(i);
    return sum == 1;
}
