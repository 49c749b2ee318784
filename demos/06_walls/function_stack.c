/* function_stack.c -- the callee is a function value that borrows the point. */
#include "lesson.h"

long function_stack(long (*f)(const struct point *p), long x)
{
    struct point p = { x, 2 * x, 3 * x };
    long result = f(&p);
    return result;
}
