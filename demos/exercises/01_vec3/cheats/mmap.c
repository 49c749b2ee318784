/* caught by: mmap
 * It gets a page from the kernel for each sum. */
#define _GNU_SOURCE
#include "contract.h"

#include <sys/mman.h>

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 *total =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    struct vec3 sum = *total;
    munmap(total, 4096);
    return sum;
}
