/* Three blocks, freed in reverse. */
#include <stdlib.h>

static int op(int n)
{
    int *a = malloc(8);  // WANT "malloc(8) not seen to escape op (500 of 500)"
    int *b = malloc(16); // WANT "malloc(16) not seen to escape op (500 of 500)"
    int *c = malloc(24); // WANT "malloc(24) not seen to escape op (500 of 500)"
    *a = *b = *c = n;
    int sum = *a + *b + *c;
    free(c);
    free(b);
    free(a);
    return sum;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 500; i++)
        sum += op(i);
    return sum == 1;
}
