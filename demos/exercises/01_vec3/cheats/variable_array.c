/* caught by: variable-length array
 * It uses the stack, but the size of the array depends on the input. */
#include "contract.h"

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 partial[count + 1];
    partial[0] = (struct vec3){ 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        partial[i + 1] = (struct vec3){ partial[i].x + vectors[i].x, partial[i].y + vectors[i].y,
                                        partial[i].z + vectors[i].z };
    return partial[count];
}
