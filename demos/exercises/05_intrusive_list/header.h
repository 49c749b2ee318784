/* header.h -- how an input of driver.c begins. The keys follow, two bytes each. */
#ifndef INTRUSIVE_LIST_HEADER_H
#define INTRUSIVE_LIST_HEADER_H

#include <stdint.h>

enum { ENTRIES_MOST = 4096, KEYS = 6000, OPS_MOST = 10000, LISTS_MOST = 2 };

struct header {
    uint16_t capacity; /* entries of each list */
    uint16_t lists;    /* which take turns */
};

#endif
