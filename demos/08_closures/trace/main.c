/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return third_boxed(100) == 103 ? 0 : 1;
}
