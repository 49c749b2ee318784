/* left.h -- which calls of an allocator are left in bitcode that clang has optimised.
 *
 * What comes after the optimiser makes machine code of calls and deletes none. */
#ifndef HM_ESCAPE_LLVM_LEFT_H
#define HM_ESCAPE_LLVM_LEFT_H

#include <stddef.h>

#include "escape/base/place.h"

/* Call `each` for every instruction that names one of `symbols` (which ends with NULL), with its
 * place. Returns what the compiler calls itself, in the arena; NULL: it cannot be read. */
const char *llvm_left(const char *bitcode, size_t length, const char *const *symbols,
                      void (*each)(void *ctx, struct escape_place at, const char *symbol),
                      void *ctx);

#endif
