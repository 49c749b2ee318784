/* Blocks of 0 bytes and of 4 MiB. */
#include <stdlib.h>

static void op(void)
{
    void *none = malloc(0);               // WANT "malloc(0) not seen to escape op (10 of 10)"
    char *large = malloc((size_t)4 << 20);
    // WANT "malloc(4194304) not seen to escape op (10 of 10)"
    large[0] = 1;
    free(large);
    free(none);
    free(NULL);
}

int main(void)
{
    for (int i = 0; i < 10; i++)
        op();
    return 0;
}
