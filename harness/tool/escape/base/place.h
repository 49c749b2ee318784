/* place.h -- a place in the source, as messages name it. */
#ifndef HM_ESCAPE_BASE_PLACE_H
#define HM_ESCAPE_BASE_PLACE_H

struct escape_place {
    const char *file; /* NULL: unknown */
    unsigned line, column;
};

#endif
