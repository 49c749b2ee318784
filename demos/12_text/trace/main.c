/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return longest_boxed((struct view){ "SET,C,1", 7 }) == 3 ? 0 : 1;
}
