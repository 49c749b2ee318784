/* caught by: the attribute section
 * Static data under a name that looks like that of constant data. */
#include "contract.h"

__attribute__((section(".data.rel.rolling"))) static struct vec3 total = { 1, 1, 1 };

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    total = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        total =
            (struct vec3){ total.x + vectors[i].x, total.y + vectors[i].y, total.z + vectors[i].z };
    return total;
}
