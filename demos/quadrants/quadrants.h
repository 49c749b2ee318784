/* quadrants.h -- the C twins of go/quadrants.go: one function for each case, with its name.
 *
 * What is said of a block here is said by `heapmark escape`; what it costs is counted. A function
 * gives back what it allocated, except those that put it into `sink` or return it. */
#ifndef QUADRANTS_H
#define QUADRANTS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/iface.h"

extern struct iface sink; /* the optimiser must not see where things end up */

enum { ROOM = 4, MOST = 64 }; /* ints that fit into the frame, and that one may ask for */

/* The box is in `sink` afterwards, and the caller's. */
void const_boxed(void);
void small_int_boxed(int64_t v);
void int_boxed(int64_t v);

int64_t *returned_address(int64_t v); /* the caller's; NULL: no memory */

/* The sum of 0 to n-1; -1: no memory, or n is not within 1 to MOST. */
int64_t make_five(size_t n);
int64_t make_four(size_t n);

/* Is the text greater than "short"? -1: no memory. At most MOST bytes. */
int long_string(struct string text);

/* Length of both together and the first byte; 0: no memory. At most MOST bytes. */
int64_t joined(struct string a, struct string b);

int64_t new_local(int64_t v);    /* Go's new(int), as C writes it: a variable and its address */
int64_t malloc_local(int64_t v); /* C only: the same with malloc; -1: no memory */
int64_t plain_local(int64_t v);

#endif
