/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    struct store store = { .most = 0 };
    return loop_boxed(&store) == TURNS ? 0 : 1;
}
