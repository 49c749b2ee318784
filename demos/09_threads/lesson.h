/* lesson.h -- the functions of lesson 09, in pairs. Each starts a thread, shares a value with it
 * and waits for it; the two of a pair differ in where the value lives. -1: no memory, no thread. */
#ifndef THREADS_H
#define THREADS_H

struct point {
    long x, y, z;
};

struct group {
    long left;
};

/* boxed.c, stack.c: x squared, by another thread. */
long square_boxed(long x);
long square_stack(long x);

/* start_boxed.c, start_stack.c: of `jobs` jobs, how many are left when a thread has done one. */
long left_boxed(long jobs);
long left_stack(long jobs);

/* send_boxed.c, send_stack.c: the sum of a point that another thread makes and sends. */
long received_boxed(void);
long received_stack(void);

#endif
