/* header.h -- how an input of driver.c begins; its lines follow, each with a newline behind it. */
#ifndef SPLIT_JOIN_HEADER_H
#define SPLIT_JOIN_HEADER_H

#include <stdint.h>

enum { COLUMNS_MOST = 8, LINE_MOST = 4096, OUT_MOST = 512 };

struct header {
    uint32_t size; /* of the buffer for one line */
    uint32_t count;
    uint32_t columns[COLUMNS_MOST];
};

#endif
