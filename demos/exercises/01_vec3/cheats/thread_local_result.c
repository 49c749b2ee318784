/* caught by: static data
 * The result is in static storage, one for each thread. */
#include "contract.h"

static _Thread_local struct vec3 result;

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    result = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        result = (struct vec3){ result.x + vectors[i].x, result.y + vectors[i].y,
                                result.z + vectors[i].z };
    return result;
}
