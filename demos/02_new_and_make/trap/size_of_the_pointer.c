/* expect: -Warray-bounds */
#include <stdlib.h>

struct point {
    long x, y, z;
};

struct point *new_point(long x)
{
    struct point *p = malloc(sizeof p); /* 8 bytes: sizeof *p was meant */
    if (p != NULL)
        *p = (struct point){ x, 2 * x, 3 * x };
    return p;
}
