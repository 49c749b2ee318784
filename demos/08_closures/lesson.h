/* lesson.h -- the functions of lesson 08, in pairs. Each passes a function together with the data
 * that the function works on; the two of a pair differ in where that data lives. */
#ifndef CLOSURES_H
#define CLOSURES_H

#include <stddef.h>

/* boxed.c, stack.c: the third number of a counter that starts behind `start`. */
long third_boxed(long start);
long third_stack(long start);

/* each_boxed.c, each_stack.c: the sum of the numbers, by a function that each() calls. */
long total_boxed(const long *numbers, size_t count);
long total_stack(const long *numbers, size_t count);

/* each.c: call visit(context, number) for each number. Keeps nothing. */
void each(const long *numbers, size_t count, void (*visit)(void *context, long number),
          void *context);

struct account {
    long balance;
};

/* method_boxed.c, method_stack.c: the balance, asked for through a stored method. */
long balance_boxed(const struct account *account);
long balance_stack(const struct account *account);

/* sort_boxed.c, sort_stack.c: sort in place. */
void sort_boxed(int *numbers, size_t count);
void sort_stack(int *numbers, size_t count);

#endif
