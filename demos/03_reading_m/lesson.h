/* lesson.h -- the pair that lesson 03 adds to the functions of demos/quadrants, whose file it uses:
 * a callee that keeps its argument, and one that only reads it. */
#ifndef READING_M_H
#define READING_M_H

#include "quadrants/quadrants.h"

long note_boxed(long value); /* boxed.c, stack.c: the value, read from a log; -1 without memory */
long note_stack(long value);

#endif
