/* code_stack.c -- the error is a struct that is returned by value; code 0 means that all went
 * well. */
#include "lesson.h"

struct error {
    long code;
};

static struct error fail_with(long code)
{
    return (struct error){ code };
}

long code_stack(long code)
{
    struct error e = fail_with(code);
    long got = e.code;
    return got;
}
