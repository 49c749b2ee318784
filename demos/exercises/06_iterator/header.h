/* header.h -- how an input of driver.c begins: what the iterators count. Bytes follow, the number
 * of the iterator that gives its next number. */
#ifndef ITERATOR_HEADER_H
#define ITERATOR_HEADER_H

#include <stdint.h>

enum { ITERATORS_MOST = 4, CALLS_MOST = 200 };

struct numbers {
    int64_t first, last, step;
};

struct header {
    uint64_t count; /* of iterators */
    struct numbers numbers[ITERATORS_MOST];
};

#endif
