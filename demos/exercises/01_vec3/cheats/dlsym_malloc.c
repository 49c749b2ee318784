/* caught by: dlsym
 * It gets malloc from the dynamic linker. */
#define _GNU_SOURCE
#include "contract.h"

#include <dlfcn.h>
#include <stdlib.h>

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    void *(*get)(size_t) = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    struct vec3 *total = get(sizeof *total);
    *total = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    struct vec3 sum = *total;
    free(total);
    return sum;
}
