/* program.c -- two ways to one helper, in code that has frame pointers and no unwind tables. */
#include <stdlib.h>

__attribute__((noinline)) static void helper(void)
{
    char *volatile block = malloc(50);
    free(block);
}
__attribute__((noinline)) static void first_way(void)
{
    helper();
}
__attribute__((noinline)) static void second_way(void)
{
    helper();
}
int main(void)
{
    for (int i = 0; i < 20; i++) {
        first_way();
        second_way();
    }
    return 0;
}
