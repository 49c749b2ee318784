/* lesson.h -- the functions of lesson 06, in pairs. Each makes a value and passes its address to a
 * callee that the compiler cannot see, or can; the functions of a pair compute the same result.
 * Where a block could not be allocated the result is -1. */
#ifndef WALLS_H
#define WALLS_H

#include <stddef.h>

#include "common/borrowed.h"

struct point { /* 24 bytes */
    long x, y, z;
};

/* What Go calls an interface: a table of functions, and the object that they work on.
 * take() borrows the point: it may not keep the address after it has returned. */
struct reader_methods {
    long (*take)(void *self, const struct point *p);
};

struct reader {
    const struct reader_methods *methods;
    void *self;
};

/* readers.c: two kinds of readers. take() returns the sum of the coordinates times a factor. */
struct adder {
    long taken; /* how many points */
};

struct scaler {
    long factor;
};

long adder_take(struct adder *a, const struct point *p);
long scaler_take(struct scaler *s, const struct point *p);
extern const struct reader_methods adder_methods, scaler_methods;

/* A writer: write() borrows the bytes, and returns how many it took. */
struct writer {
    size_t (*write)(void *self, const char *bytes, size_t len);
    void *self;
};

struct text { /* readers.c: a writer of its own, which copies the bytes */
    char at[64];
    size_t len;
};

size_t text_write(void *self, const char *bytes, size_t len);

/* What the reader makes of the point x, 2x, 3x. */
long take_boxed(struct reader r, long x); /* boxed.c, stack.c: through the table */
long take_stack(struct reader r, long x);
long known_boxed(long x); /* known_boxed.c, known_stack.c: through a table in the same file */
long known_stack(long x);
long function_boxed(long (*f)(const struct point *p), long x); /* function_boxed.c, _stack.c */
long function_stack(long (*f)(const struct point *p), long x);
long promised_stack(long (*f)(const struct point *p BORROWED), long x); /* promised_stack.c */
long generic_boxed(const struct reader_methods *dictionary, void *r, long x);
long generic_stack(struct adder *r, long x); /* generic_boxed.c, generic_stack.c */

/* writer_boxed.c, writer_stack.c: write a number and a newline; the number of bytes. */
long line_boxed(struct writer w, long number);
long line_stack(struct writer w, long number);

#endif
