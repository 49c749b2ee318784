/* header.h -- how an input of driver.c begins. */
#ifndef RESP_DO_HEADER_H
#define RESP_DO_HEADER_H

#include <stdint.h>

enum { LONG_MOST = 10 * 1000 * 1000 };

enum kind { NUMBER, TEXT, LONG_TEXT };

struct header {
    uint32_t kind;
    uint32_t key_length;
    uint32_t fail_at; /* the number of the byte at which write() fails, from 1; 0: it does not */
    int32_t error;    /* what it returns then */
};

#endif
