/* loop_stack.c -- each error holds its line number. */
#include "lesson.h"

struct error {
    long line;
};

long loop_stack(void)
{
    struct error errors[LINES];
    for (long line = 0; line < LINES; line++)
        errors[line].line = line;
    long sum = 0;
    for (int i = 0; i < LINES; i++)
        sum += errors[i].line;
    return sum;
}
