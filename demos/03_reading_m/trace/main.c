/* main.c -- one call of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return note_boxed(1000) == 1000 ? 0 : 1;
}
