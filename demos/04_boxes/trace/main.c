/* main.c -- one call of the boxed side, for `heapmark trace`: 1000 needs a block. */
#include "../lesson.h"

int main(void)
{
    return number_boxed(1000) == 1000 ? 0 : 1;
}
