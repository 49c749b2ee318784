/* lesson.h -- the functions of lesson 13, about texts and errors that a function hands to its
 * caller. All functions of a group return the same number. */
#ifndef FORMATTING_H
#define FORMATTING_H

enum { LINES = 10, LARGEST = 999 };

long digit_sum(const char *text); /* digits.c */

/* boxed.c, asprintf_boxed.c, memstream_boxed.c, stack.c: the number is written as text; the sum of
 * its digits. Those that allocate return -1 when there is no memory. */
long digits_boxed(long number);
long digits_asprintf(long number);
long digits_memstream(long number);
long digits_stack(long number);

/* error_boxed.c, error_stack.c: the length of the error's text, 0 without an error. A number over
 * LARGEST is an error. */
long error_boxed(long number);
long error_stack(long number);

/* context_boxed.c, context_stack.c: the same for the number in a line of a file: the error says
 * which line. */
long context_boxed(long line, long number);
long context_stack(long line, long number);

/* code_boxed.c, code_pointer.c, code_stack.c: the error is a number; 0 is no error. */
long code_boxed(long code);
long code_pointer(long code);
long code_stack(long code);

/* loop_boxed.c, loop_stack.c: LINES lines are wrong, and each error refers to its line. The sum of
 * the line numbers. */
long loop_boxed(void);
long loop_stack(void);

#endif
