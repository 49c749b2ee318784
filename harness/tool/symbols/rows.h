/* rows.h -- the line table of a file, before anything of it runs. */
#ifndef HM_SYMBOLS_ROWS_H
#define HM_SYMBOLS_ROWS_H

#include <stddef.h>
#include <stdint.h>

/* From this address on, as the file counts, the code is of that place in the source. */
struct symbols_row {
    uint64_t address;
    uint32_t place; /* equal for equal file, line and column; 0: unknown, or a system header */
    uint32_t order; /* among the rows of the file's table */
};

/* The rows of the ELF file `path` by address, each with another place than the one before; free()
 * them. NULL and *count 0: it has none of its own, or there is no memory. */
struct symbols_row *symbols_rows(const char *path, size_t *count);

#endif
