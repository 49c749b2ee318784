/* own.h -- addresses of the running process as functions, files and lines.
 *
 * Allocates. Not thread-safe. */
#ifndef HM_SYMBOLS_OWN_H
#define HM_SYMBOLS_OWN_H

#include "symbols/symbols.h"

/* As symbols_at(), for the call before that return address. Strings stay valid until the process
 * ends. NULL: no memory. */
const struct symbols_symbol *symbols_own_at(const void *address, size_t *count);

#endif
