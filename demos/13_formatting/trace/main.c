/* main.c -- one call of each side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return context_boxed(7, 4711) == context_stack(7, 4711) ? 0 : 1;
}
