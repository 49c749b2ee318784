/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return sum_boxed(100) == 4950 ? 0 : 1;
}
