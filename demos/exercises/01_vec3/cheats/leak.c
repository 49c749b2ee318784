/* caught by: nothing is left alive
 * It works, but frees nothing. */
#include "contract.h"

#include <stdlib.h>

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 *total = calloc(1, sizeof *total);
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    return *total;
}
