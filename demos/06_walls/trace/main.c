/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    struct adder a = { 0 };
    struct reader r = { &adder_methods, &a };
    return take_boxed(r, 1) == 6 ? 0 : 1;
}
