/* header.h -- how an input of driver.c begins; the bytes of the pipeline follow. */
#ifndef ARENA_PIPELINE_HEADER_H
#define ARENA_PIPELINE_HEADER_H

#include <stdint.h>

struct header {
    uint64_t inside; /* 1: a text that is a reply of its own is a pipeline, and read as such */
};

#endif
