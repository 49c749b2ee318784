/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return point_boxed(1) == 6 ? 0 : 1;
}
