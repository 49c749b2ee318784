/* caught by: sbrk
 * It gets memory from the end of the data segment. */
#define _DEFAULT_SOURCE
#include "contract.h"

#include <unistd.h>

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 *total = sbrk(sizeof *total);
    *total = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    return *total;
}
