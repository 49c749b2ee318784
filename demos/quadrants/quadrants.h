/* quadrants.h -- the C twins of go/quadrants.go: one function for each case, with its name.
 *
 * The comments say what `heapmark escape` says and what a run counts. A function frees what it
 * allocated, unless it puts the block into `sink` or returns it. */
#ifndef QUADRANTS_H
#define QUADRANTS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/iface.h"

extern struct iface sink; /* global, so that the optimiser must keep the stores */

enum { ROOM = 4, MOST = 64 }; /* the most ints in the frame, and at all */

/* The box is in `sink` afterwards; the caller owns it. */
void const_boxed(void);
void small_int_boxed(int64_t v);
void int_boxed(int64_t v);

int64_t *returned_address(int64_t v); /* the caller frees it; NULL: no memory */

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
