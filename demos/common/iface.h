/* iface.h -- Go's `interface{}` in C: two words, a type and a pointer to the value.
 *
 * The pointer is what makes the value "escape": an int in an interface is an int somewhere in
 * memory. Where that somewhere is decides the cost:
 *
 *     a constant          static data                       no allocation
 *     an int below 256    one table shared by all           no allocation
 *     ""                  one empty string shared by all    no allocation
 *     anything else       a heap block of its own           int 8 B, string header 16 B
 *
 * Ownership: a box_* function returns a box that unbox() gives back. An interface value made by
 * hand from a type and an address borrows what it points to. Threads: everything here is reentrant.
 */
#ifndef DEMOS_IFACE_H
#define DEMOS_IFACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct type {
    const char *name;
};

extern const struct type type_int;    /* int64_t */
extern const struct type type_string; /* struct string */
extern const struct type type_bytes;  /* struct bytes */
extern const struct type type_slice;  /* struct slice */
extern const struct type type_error;  /* struct string: what the server answered after '-' */
extern const struct type type_fault;  /* struct string: what went wrong here, borrowed */

struct iface { /* 16 bytes; both NULL: nil */
    const struct type *type;
    const void *data;
};

struct string { /* 16 bytes; need not end in NUL */
    const char *at;
    size_t len;
};

struct bytes { /* 24 bytes: []byte */
    char *at;
    size_t len, cap;
};

struct slice { /* 24 bytes: []interface{} */
    struct iface *at;
    size_t len, cap;
};

#define STRING(literal)                                                                            \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

/* Go today: the table and the empty string first, the heap last.
 * Out of memory gives a box whose data is NULL; every reader of boxes refuses it. */
struct iface box_int(int64_t value);
struct iface box_string(struct string value); /* borrows the text itself, as Go does */

/* Go up to 1.8: always a heap block. */
struct iface box_int_1_8(int64_t value);
struct iface box_string_1_8(struct string value);

/* True if an allocation failed when this was boxed. */
static inline bool box_failed(struct iface box)
{
    return box.type != NULL && box.data == NULL;
}

/* Give a box_* box back: what a garbage collector would do later. Failed and nil boxes are fine. */
void unbox(struct iface box);

#endif
