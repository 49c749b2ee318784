/* lesson.h -- what both sides of lesson 00 promise: the length of the line that call `call` logs,
 * or 0 when the call is one that logs nothing. Every second call logs. */
#ifndef COUNT_FIRST_H
#define COUNT_FIRST_H

enum { LINE_SIZE = 100 };

int log_boxed(unsigned call, const char *text);
int log_stack(unsigned call, const char *text);

#endif
