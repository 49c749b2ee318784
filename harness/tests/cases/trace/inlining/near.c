/* The code of ready() lies just before that of make(), into which ready() is inlined too. */
#include <stdlib.h>

static void *kept[4];

__attribute__((noinline)) void make_block(void **to, unsigned n)
{
    *to = malloc(n);
}

void ready(void)
{
}

int make(void)
{
    ready();
    for (int i = 0; i < 4; i++)
        make_block(&kept[i], 40);
    return 4;
}

__attribute__((noinline)) void use(void)
{
    for (int n = make(); n-- > 0;)
        free(kept[n]);
}

int main(void)
{
    use();
    return 0;
}
