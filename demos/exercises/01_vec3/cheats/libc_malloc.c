/* caught by: __libc_malloc
 * It calls glibc's malloc by its other name, which is not counted. */
#include "contract.h"

void *__libc_malloc(size_t size);
void __libc_free(void *block);

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 *total = __libc_malloc(sizeof *total);
    *total = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    struct vec3 sum = *total;
    __libc_free(total);
    return sum;
}
