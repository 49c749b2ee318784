/* main.c -- two calls of the boxed side, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    return log_boxed(0, "hi") + log_boxed(1, "hi") == 5 ? 0 : 1;
}
