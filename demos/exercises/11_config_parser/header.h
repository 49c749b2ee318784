/* header.h -- how an input of driver.c begins; the text of the configuration follows. */
#ifndef CONFIG_PARSER_HEADER_H
#define CONFIG_PARSER_HEADER_H

#include <stdint.h>

enum { TEXT_MOST = 1024 };

struct header {
    uint64_t fail_at; /* which open() cannot, from 1; 0: all can */
};

#endif
