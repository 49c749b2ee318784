/* main.c -- one call of each side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    struct store store = { .most = 0 };
    return loop_boxed(&store) == loop_stack(&store) ? 0 : 1;
}
