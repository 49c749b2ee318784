/* digits.c -- the reader of the texts. */
#include "lesson.h"

long digit_sum(const char *text)
{
    long sum = 0;
    for (; *text != '\0'; text++)
        sum += *text - '0';
    return sum;
}
