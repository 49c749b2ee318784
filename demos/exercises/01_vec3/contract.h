/* contract.h -- what an answer to this exercise must provide. */
#ifndef VEC3_CONTRACT_H
#define VEC3_CONTRACT_H

#include <stddef.h>

struct vec3 {
    double x, y, z;
};

/* The sum of `count` vectors; of none, the zero vector. */
struct vec3 vec3_sum(const struct vec3 *vectors, size_t count);

#endif
