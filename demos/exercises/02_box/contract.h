/* contract.h -- what an answer to this exercise must provide. */
#ifndef BOX_CONTRACT_H
#define BOX_CONTRACT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum { LIST_MAX = 16 };

/* Write a list such as [1000, "hello"] to out, which has room for `size` bytes, the closing NUL
 * included. `kinds` says what follows, one letter a value, at most LIST_MAX of them: 'n' an
 * int64_t, 's' a const char *. Returns how long the whole text is, as snprintf does, even if not
 * all of it fits. */
size_t list_print(char *out, size_t size, const char *kinds, ...);

#endif
