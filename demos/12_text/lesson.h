/* lesson.h -- the functions of lesson 12. Each takes a text that another part of the program owns,
 * and returns one number about it. Both functions of a pair return the same number; those that
 * allocate return -1 when there is no memory. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>

/* An address and a length. The bytes belong to another object, and no NUL need follow them. */
struct view {
    const char *at;
    size_t len;
};

enum { KEYS = 3, TIMES = 100, MOST = 1024 };

extern const char *const known_keys[KEYS]; /* keys.c */

/* boxed.c, stack.c: 1 if the text is known_keys[0], else 0. */
long same_boxed(struct view text);
long same_stack(struct view text);

/* lookup_boxed.c, lookup_stack.c: the place of the text in known_keys; KEYS if it is not there. */
long lookup_boxed(struct view text);
long lookup_stack(struct view text);

/* bytes_boxed.c, bytes_stack.c: the sum of the bytes. */
long sum_boxed(struct view text);
long sum_stack(struct view text);

/* concat_*.c: the length of TIMES copies of the text, one behind the other. On the stack there is
 * room for MOST bytes; -1 if that is too little. */
long concat_boxed(struct view piece);
long concat_builder(struct view piece);
long concat_presized(struct view piece);
long concat_stack(struct view piece);

/* split_boxed.c, split_stack.c: the length of the longest field between commas. */
long longest_boxed(struct view line);
long longest_stack(struct view line);

#endif
