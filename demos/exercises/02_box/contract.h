/* contract.h -- what an answer to this exercise must provide. */
#ifndef BOX_CONTRACT_H
#define BOX_CONTRACT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum { LIST_MAX = 16 };

/* Writes a list such as [1000, "hello"] to out, which has room for `size` bytes including the final
 * NUL. `kinds` has one letter for each value that follows, at most LIST_MAX: 'n' for an int64_t,
 * 's' for a const char *. Returns the length of the whole text even if it does not fit, as snprintf
 * does. */
size_t list_print(char *out, size_t size, const char *kinds, ...);

#endif
