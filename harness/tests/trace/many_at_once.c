/* Several blocks of one site alive at once: an array could replace them. */
#include <stdlib.h>

static int op(void)
{
    int *cell[8], sum = 0;
    for (int i = 0; i < 8; i++) {
        cell[i] = malloc(16); // WANT "malloc(16) not seen to escape op (400 of 400)"
        *cell[i] = i;
    }
    for (int i = 0; i < 8; i++) {
        sum += *cell[i];
        free(cell[i]);
    }
    return sum;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 50; i++)
        sum += op();
    return sum == 1;
}
