/* caught by: static data
 * It caches the sum of the last array and does not compute it again. */
#include "contract.h"

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    static const struct vec3 *seen;
    static size_t seen_count;
    static struct vec3 sum;
    if (vectors == seen && count == seen_count)
        return sum;
    sum = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        sum = (struct vec3){ sum.x + vectors[i].x, sum.y + vectors[i].y, sum.z + vectors[i].z };
    seen = vectors;
    seen_count = count;
    return sum;
}
