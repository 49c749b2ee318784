/* expect: -Wdangling-pointer */
#include <stdio.h>

void print_both(int wanted)
{
    const int *args = NULL;
    if (wanted) {
        args = (const int[]){ 1, 2 };
    }
    if (args != NULL)
        printf("%d %d\n", args[0], args[1]); /* the array ended with its block */
}
