/* main.c -- one call of the boxed side, for `heapmark trace`: a number that has no address. */
#include "../lesson.h"

int main(void)
{
    return number_boxed(1000) == 1000 ? 0 : 1;
}
