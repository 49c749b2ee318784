/* dwarf_at.h -- what debug information says of one address in one ELF file. */
#ifndef HM_SYMBOLS_DWARF_AT_H
#define HM_SYMBOLS_DWARF_AT_H

#include <elfutils/libdwfl.h>

#include "symbols/dwarf_functions.h"
#include "symbols/symbols.h"

/* The functions that share `address`, innermost first, at most max; 0: none is known, and only the
 * position in out[0] may be. Strings are the module's own and live as long; `full` is
 * the name that the linker knows, if there is one. known: what was
 * found out before about the units of this module. */
size_t symbols_dwarf_at(Dwfl_Module *module, struct symbols_functions *known, Dwarf_Addr address,
                        struct symbols_symbol *out, size_t max);

/* Does the debug information name such a function, inlined or not? */
bool symbols_dwarf_names(Dwfl_Module *module, const char *function);

#endif
