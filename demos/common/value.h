/* value.h -- an argument that carries its value with it: C's answer to `interface{}`.
 *
 * A tagged union has room for the value itself, so nothing needs to live anywhere else. The price:
 * the list of kinds is closed, and each argument is as large as the largest kind (24 bytes). */
#ifndef DEMOS_VALUE_H
#define DEMOS_VALUE_H

#include <string.h>

#include "iface.h"

enum value_kind { VALUE_INT, VALUE_TEXT };

struct value {
    enum value_kind kind;
    union {
        int64_t integer;
        struct string text; /* borrowed */
    };
};

static inline struct value value_int(int64_t integer)
{
    return (struct value){ .kind = VALUE_INT, .integer = integer };
}

static inline struct value value_text(const char *text)
{
    return (struct value){ .kind = VALUE_TEXT, .text = { text, strlen(text) } };
}

#endif
