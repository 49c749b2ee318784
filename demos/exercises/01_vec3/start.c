/* start.c -- 1 allocs/op, 24 B/op. Your task: the same sums with 0 allocs/op. */
#include "contract.h"

#include <stdlib.h>

static struct vec3 *add(struct vec3 a, struct vec3 b)
{
    struct vec3 *sum = malloc(sizeof *sum);
    if (sum != NULL)
        *sum = (struct vec3){ a.x + b.x, a.y + b.y, a.z + b.z };
    return sum;
}

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 total = { 0, 0, 0 };
    for (size_t i = 0; i < count; i++) {
        struct vec3 *next = add(total, vectors[i]); /* TODO: who needs this block? */
        if (next == NULL)
            break;
        total = *next;
        free(next);
    }
    return total;
}
