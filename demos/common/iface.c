/* iface.c -- boxing, as Go's runtime does it (convT64, convTstring). */
#include "iface.h"

#include <stdlib.h>

const struct type type_int = { "int" };
const struct type type_string = { "string" };
const struct type type_bytes = { "[]byte" };
const struct type type_slice = { "[]interface{}" };
const struct type type_error = { "error" };
const struct type type_fault = { "fault" };

#define FOUR(n)       (n), (n) + 1, (n) + 2, (n) + 3
#define SIXTEEN(n)    FOUR(n), FOUR((n) + 4), FOUR((n) + 8), FOUR((n) + 12)
#define SIXTY_FOUR(n) SIXTEEN(n), SIXTEEN((n) + 16), SIXTEEN((n) + 32), SIXTEEN((n) + 48)

static const int64_t small_ints[256] = { SIXTY_FOUR(0), SIXTY_FOUR(64), SIXTY_FOUR(128),
                                         SIXTY_FOUR(192) };
static const struct string empty_string = STRING("");

struct iface box_int_1_8(int64_t value)
{
    int64_t *data = malloc(sizeof *data);
    if (data != NULL)
        *data = value;
    return (struct iface){ &type_int, data };
}

struct iface box_string_1_8(struct string value)
{
    struct string *data = malloc(sizeof *data);
    if (data != NULL)
        *data = value;
    return (struct iface){ &type_string, data };
}

struct iface box_int(int64_t value)
{
    if (value >= 0 && value < 256)
        return (struct iface){ &type_int, &small_ints[value] };
    return box_int_1_8(value);
}

struct iface box_string(struct string value)
{
    if (value.len == 0)
        return (struct iface){ &type_string, &empty_string };
    return box_string_1_8(value);
}

void unbox(struct iface box)
{
    const int64_t *small = box.data;
    if (box.data == &empty_string || (small >= small_ints && small < small_ints + 256))
        return;
    free((void *)box.data);
}
