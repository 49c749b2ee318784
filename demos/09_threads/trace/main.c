/* main.c -- one call of two boxed sides, for `heapmark trace`. The first thread of a process makes
 * the C library take a block, so it is started before. */
#include "../lesson.h"

int main(void)
{
    return square_stack(3) == 9 && square_boxed(12) == 144 && left_boxed(10) == 9 ? 0 : 1;
}
