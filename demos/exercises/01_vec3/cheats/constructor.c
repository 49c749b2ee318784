/* caught by: constructor
 * It allocates a block before main, when the grader does not count yet. */
#include "contract.h"

#include <stdlib.h>

static struct vec3 *total;

__attribute__((constructor)) static void prepare(void)
{
    total = malloc(sizeof *total);
}

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    *total = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    return *total;
}
