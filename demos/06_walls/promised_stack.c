/* promised_stack.c -- function_stack.c with the promise in the type: f borrows the point. */
#include "lesson.h"

long promised_stack(long (*f)(const struct point *p BORROWED), long x)
{
    struct point p = { x, 2 * x, 3 * x };
    long result = f(&p);
    return result;
}
