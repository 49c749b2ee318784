/* other_out_parameter.c -- the caller passes the address for the sum. */
#include "contract.h"

static void add_to(struct vec3 *total, const struct vec3 *v)
{
    total->x += v->x;
    total->y += v->y;
    total->z += v->z;
}

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 total = { 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        add_to(&total, &vectors[i]);
    return total;
}
