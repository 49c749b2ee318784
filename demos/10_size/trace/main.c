/* main.c -- twenty calls of the boxed side, for `heapmark trace`: one of them with five numbers. */
#include "../lesson.h"

int main(void)
{
    const long numbers[] = { 30, 10, 40, 20, 50 };
    long sum = 0;
    for (int call = 1; call <= 20; call++)
        sum += median_boxed(numbers, call < 20 ? 4 : 5);
    return sum == 20 * 30 ? 0 : 1;
}
