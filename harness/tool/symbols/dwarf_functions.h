/* dwarf_functions.h -- which function of a compilation unit has its code at an address.
 *
 * libdw answers that by walking the whole unit each time, and does not find what gcc puts inside
 * other functions: lambdas, local classes, nested functions. Here a unit is walked once, when it is
 * first asked about. Not thread-safe. */
#ifndef HM_SYMBOLS_DWARF_FUNCTIONS_H
#define HM_SYMBOLS_DWARF_FUNCTIONS_H

#include <elfutils/libdw.h>
#include <stdbool.h>

/* What is known of the units of one file; zero-initialise. */
struct symbols_functions {
    void *units; /* search tree */
};

/* unit: what stands in the file itself; body: where its functions are, which is the unit itself
 * or, with -gsplit-dwarf, a unit of another file. False: no such function, or no memory. */
bool symbols_function_at(struct symbols_functions *known, Dwarf_Die *unit, Dwarf_Die *body,
                         Dwarf_Addr at, Dwarf_Die *function);

void symbols_functions_done(struct symbols_functions *known);

#endif
