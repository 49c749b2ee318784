/* va_list.c -- the rung of that name, but it sends nothing and says that all went well. */
#include "../../lab/also.h"

int set_va_list(struct conn c)
{
    (void)c;
    return 0;
}
