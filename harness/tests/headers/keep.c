/* keep.c -- heapmark/keep.h: the value must be there. */
#include <heapmark/keep.h>

int main(void)
{
    int values[] = { 1, 2 };
    hm_keep(values);
    hm_clobber();
    return values[0] - 1;
}
