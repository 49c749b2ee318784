/* header.h -- a list in an input of driver.c; its numbers follow, 8 bytes each. */
#ifndef SMALL_VEC_HEADER_H
#define SMALL_VEC_HEADER_H

#include <stdint.h>

enum { LISTS_MOST = 3, NUMBERS_MOST = 200 };

struct header {
    uint32_t length;
    uint32_t moved_at; /* the list moves to another place when it has this many numbers */
};

#endif
