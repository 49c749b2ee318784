/* symbols.h -- addresses of a program as functions, files and lines, inlined functions among them.
 *
 * For the tool, after the run: it reads ELF and DWARF with libdw, which allocates. Debug
 * information in separate files is found as debuggers find it. Not thread-safe. */
#ifndef HM_SYMBOLS_H
#define HM_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hm__symbols;

struct hm__symbol {
    const char *function;  /* NULL: unknown */
    const char *file;      /* NULL: unknown; else as the compiler recorded it */
    unsigned line, column; /* 0: unknown */
    bool inlined;          /* into the next one */
};

/* A piece of a file in memory, as a line of /proc/PID/maps says it. */
struct hm__mapped {
    const char *path;
    uintptr_t start;
    uint64_t offset; /* of start, in the file */
};

struct hm__symbols *hm__symbols_open(void);          /* NULL: no memory */
void hm__symbols_close(struct hm__symbols *symbols); /* NULL is allowed */

/* What is at `address`, which lies in the mapping `where`: the innermost inlined function first,
 * the function that has code of its own last. Of a return address, ask for the byte before. Fills
 * up to max and returns how many, at least 1. The strings live as long as `symbols`. */
size_t hm__symbols_at(struct hm__symbols *symbols, const struct hm__mapped *where,
                      uintptr_t address, struct hm__symbol *out, size_t max);

#endif
