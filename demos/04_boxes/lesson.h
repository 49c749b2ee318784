/* lesson.h -- the functions of lesson 04. Each passes a value together with its type and returns
 * the weight of the value: a number weighs itself, a text its length, a point the sum of its
 * coordinates, a pointer the number that it points to. */
#ifndef BOXES_H
#define BOXES_H

#include "common/iface.h"

struct point {
    int64_t x, y, z;
};

/* A tagged union, like struct value of common/value.h,
 * for the kinds of this lesson. */
enum kind { NUMBER, TEXT, POINT, POINTER };

struct any {
    enum kind kind;
    union {
        int64_t number;
        struct string text;
        struct point point;
        const int64_t *pointer;
    };
};

extern const struct type type_point;   /* struct point */
extern const struct type type_cell;    /* const int64_t *, in a block of its own */
extern const struct type type_pointer; /* int64_t: the data word is the pointer itself */

int64_t weigh_iface(struct iface value); /* weigh.c; -1 if the box could not be allocated */
int64_t weigh_any(struct any value);

int64_t number_boxed(int64_t number); /* boxed.c, stack.c */
int64_t number_stack(int64_t number);
int64_t constant_boxed(void); /* constant_boxed.c, constant_stack.c: always 1000 */
int64_t constant_stack(void);
int64_t text_boxed(const char *text); /* text_boxed.c, text_stack.c */
int64_t text_stack(const char *text);
int64_t point_boxed(int64_t x); /* point_boxed.c, point_stack.c: the point x, 2x, 3x */
int64_t point_stack(int64_t x);
int64_t pointer_boxed(const int64_t *number); /* pointer_boxed.c, pointer_stack.c */
int64_t pointer_stack(const int64_t *number);

#endif
