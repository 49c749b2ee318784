/* caught by: two threads
 * The result is in static storage: no heap, but all callers share it. */
#include "contract.h"

static struct vec3 result;

static struct vec3 *add(struct vec3 a, struct vec3 b)
{
    result = (struct vec3){ a.x + b.x, a.y + b.y, a.z + b.z };
    return &result;
}

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 total = { 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        total = *add(total, vectors[i]);
    return total;
}
