/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return context_boxed(7, 4711) == 8 ? 0 : 1;
}
