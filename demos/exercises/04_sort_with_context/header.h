/* header.h -- how an input of driver.c begins; the keys follow, four bytes each. */
#ifndef SORT_WITH_CONTEXT_HEADER_H
#define SORT_WITH_CONTEXT_HEADER_H

#include <stdint.h>

enum { ROWS_MOST = 5000, VALUES = 3 };

struct header {
    uint32_t descending;
    uint32_t values; /* of a row: 1, its key; or VALUES, and their median is the key */
};

#endif
