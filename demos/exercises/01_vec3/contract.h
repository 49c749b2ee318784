/* contract.h -- what an answer to this exercise must provide. */
#ifndef VEC3_CONTRACT_H
#define VEC3_CONTRACT_H

#include <stddef.h>

struct vec3 {
    double x, y, z;
};

/* Returns the sum of `count` vectors; for count 0, the zero vector. */
struct vec3 vec3_sum(const struct vec3 *vectors, size_t count);

#endif
