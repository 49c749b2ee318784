/* alike.h -- answers that look like one another: fingerprints of their tokens.
 *
 * Each run of K tokens has a hash; of each window of W runs the smallest hash is a fingerprint
 * (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003), so that a common part of W + K - 1 tokens
 * is always seen. What start.c and the solutions of the course have is no sign of copying. */
#ifndef HM_CLASS_ALIKE_H
#define HM_CLASS_ALIKE_H

#include "class/class.h"

enum class_likeness {
    CLASS_SAME_BYTES,
    CLASS_SAME_TOKENS, /* but for blanks and comments */
    CLASS_SAME_NAMES,  /* but for the names, numbers and texts too */
    CLASS_NEAR,        /* most fingerprints */
};

struct class_pair {
    size_t exercise, a, b; /* students, a before b */
    enum class_likeness how;
    int percent; /* common fingerprints, of those of the one that has fewer */
};

/* All pairs, by exercise, likeness and students. Owned. */
struct class_pair *class_alike(const struct class *c, size_t *count);

#endif
