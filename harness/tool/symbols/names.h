/* names.h -- the function at an address by the symbol table, which is read and sorted once. */
#ifndef HM_SYMBOLS_NAMES_H
#define HM_SYMBOLS_NAMES_H

#include <elfutils/libdwfl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct symbols_named;

/* The symbols of one file; zero-initialise. */
struct symbols_names {
    bool read;
    size_t count;
    struct symbols_named *at;
    uint32_t *order; /* their numbers, by address */
    uint32_t *room;  /* for twice as many numbers as there are symbols; `order` lies in it */
};

/* The plainest name of the symbol around `address`, borrowed from the module; NULL: there is
 * none. */
const char *symbols_names_at(struct symbols_names *names, Dwfl_Module *module, GElf_Addr address);

void symbols_names_done(struct symbols_names *names);

#endif
