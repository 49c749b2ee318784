/* lesson.h -- the functions of lesson 10, in pairs. Each needs working memory while it runs, and
 * none after it; the two of a pair differ in where they take it from. -1: no memory. */
#ifndef SIZE_H
#define SIZE_H

#include <stddef.h>

/* boxed.c, stack.c: the number in the middle of the sorted numbers; count > 0. */
long median_boxed(const long *numbers, size_t count);
long median_stack(const long *numbers, size_t count);

/* median.c: the same, with room for `count` numbers at `scratch`. */
long median_in(long *scratch, const long *numbers, size_t count);

/* large_boxed.c, large_stack.c: how many different values, each at most LARGE_VALUE. */
enum { LARGE_VALUE = 64 * 1024 };
long distinct_boxed(const int *values, size_t count);
long distinct_stack(const int *values, size_t count);

/* larger_boxed.c, larger_stack.c: the same, each at most LARGER_VALUE. */
enum { LARGER_VALUE = 128 * 1024 };
long distinct_larger_boxed(const int *values, size_t count);
long distinct_larger_stack(const int *values, size_t count);

struct page {
    unsigned char bytes[4096];
};

/* value_boxed.c, value_copy.c, value_stack.c: the sum of the bytes of a page. */
long weight_boxed(const struct page *page);
long weight_copy(const struct page *page);
long weight_stack(const struct page *page);

/* weigh.c: the same sum, of a page by value and by address. */
long weigh_value(struct page page);
long weigh(const struct page *page);

#endif
