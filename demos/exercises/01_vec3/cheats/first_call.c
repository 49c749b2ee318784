/* caught by: static data
 * It allocates a block in the first call and never frees it. */
#include "contract.h"

#include <stdlib.h>

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    static struct vec3 *total;
    if (total == NULL)
        total = malloc(sizeof *total);
    *total = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    return *total;
}
