/* header.h -- one reply in an input of driver.c; the bytes of its text follow, and the next one. */
#ifndef REPLY_WRITER_HEADER_H
#define REPLY_WRITER_HEADER_H

#include <stdint.h>

enum { REPLIES_MOST = 2, TEXT_MOST = 400 };

struct header {
    uint32_t kind;
    uint32_t size; /* of the buffer */
    int64_t integer;
    double number;
    uint64_t len;
};

#endif
