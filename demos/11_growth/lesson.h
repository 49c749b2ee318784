/* lesson.h -- the functions of lesson 11, in pairs. Each collects values of which it does not know
 * how many there will be; the two of a pair differ in when they take memory. -1: no memory. */
#ifndef GROWTH_H
#define GROWTH_H

#include <stddef.h>

/* boxed.c, stack.c, presized.c: append the numbers from 0 to count - 1; their sum. count > 0. */
long sum_boxed(size_t count);
long sum_stack(size_t count);
long sum_presized(size_t count);

/* sum.c: the sum of the numbers. */
long sum_of(const long *numbers, size_t count);

/* returned_boxed.c, returned_stack.c: the sum of the digits of number >= 0, which another function
 * collects and returns. */
long cross_sum_boxed(long number);
long cross_sum_stack(long number);

/* map_boxed.c, map_stack.c: how often the most frequent of the numbers occurs. map_stack.c has room
 * for MAP_MOST different numbers; with more it returns -1. */
enum { MAP_MOST = 256 };
long most_boxed(const int *numbers, size_t count);
long most_stack(const int *numbers, size_t count);

#endif
