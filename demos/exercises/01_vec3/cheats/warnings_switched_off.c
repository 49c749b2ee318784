/* caught by: without the words that are refused: #pragma, line 5
 * Words to the compiler, which then keeps quiet about the rest. */
#include "contract.h"

#pragma GCC diagnostic ignored "-Wunused-variable"

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    int unused;
    struct vec3 total = { 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        total =
            (struct vec3){ total.x + vectors[i].x, total.y + vectors[i].y, total.z + vectors[i].z };
    return total;
}
