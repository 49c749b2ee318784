/* lesson.h -- both functions of lesson 00 return the length of the line that call number `call`
 * logs. Every second call logs a line; the other calls return 0. */
#ifndef COUNT_FIRST_H
#define COUNT_FIRST_H

enum { LINE_SIZE = 100 };

int log_boxed(unsigned call, const char *text);
int log_stack(unsigned call, const char *text);

#endif
