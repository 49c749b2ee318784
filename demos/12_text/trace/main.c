/* main.c -- one call of each side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    struct view line = { "SET,C,1", 7 };
    return longest_boxed(line) == longest_stack(line) ? 0 : 1;
}
