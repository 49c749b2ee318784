/* generic_stack.c -- the method is chosen by the type of r, when this file is compiled. */
#include "lesson.h"

long generic_stack(struct adder *r, long x)
{
    struct point p = { x, 2 * x, 3 * x };
    long result = _Generic(r, struct adder * : adder_take, struct scaler * : scaler_take)(r, &p);
    return result;
}
