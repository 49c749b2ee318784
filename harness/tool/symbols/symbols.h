/* symbols.h -- addresses of a process that has run as functions, files, lines and columns.
 *
 * For the tool, after the run: it reads ELF and DWARF with libdw, which allocates. Debug
 * information in separate files is found where the distribution puts it; nothing is fetched. Every
 * string and every answer lives as long as the symbols. Not thread-safe. */
#ifndef HM_SYMBOLS_SYMBOLS_H
#define HM_SYMBOLS_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct symbols;

struct symbols_symbol {
    const char *function; /* NULL: unknown; else as the source names it */
    const char *full;     /* the same with namespaces and classes, as far as they are known */
    const char *file;     /* NULL: unknown; else relative to the working directory if below it */
    int line, column;     /* 0: unknown */
    bool inlined;         /* into the next one */
};

/* NULL: no memory. Removes DEBUGINFOD_URLS from the environment of the process: else libdw would
 * ask the servers named there for debug information that is not on this machine, and wait. */
struct symbols *symbols_open(void);
void symbols_close(struct symbols *symbols); /* NULL is allowed */

/* The ELF file `path` (borrowed) was in memory at its own addresses plus `bias`. It is opened when
 * asked about. Files get numbers from 1, in order; 0: no memory. */
unsigned symbols_add(struct symbols *s, const char *path, uint64_t bias);

/* From now on name what is in that file by its symbol table alone: reading the debug information of
 * a C library takes longer than many a program runs. */
void symbols_without_lines(struct symbols *s, unsigned file);

/* The bias of a file whose code was mapped from `offset` on at `start`, as /proc/PID/maps says it.
 * False: it cannot be read now, or has nothing there. */
bool symbols_bias(const char *path, uint64_t start, uint64_t offset, uint64_t *bias);

/* What is at the instruction before `address` in file number `file`: the innermost inlined function
 * first, the one that has code of its own last. Without debug information the function is that of
 * the symbol table. *count is at least 1; of a file that is unknown, nothing is known. */
const struct symbols_symbol *symbols_at(struct symbols *s, unsigned file, uint64_t address,
                                        size_t *count);

/* By the symbol table alone: the function around `address`, by its plainest name, demangled; NULL:
 * none. */
const char *symbols_name(struct symbols *s, unsigned file, uint64_t address);

/* The address as the file itself counts, which is what addr2line wants; `address` if there is no
 * such file. */
uint64_t symbols_own_address(const struct symbols *s, unsigned file, uint64_t address);

/* Has the file any debug information? */
bool symbols_has_lines(struct symbols *s, unsigned file);

/* Has any of the files that call function entry hooks a function of that name, by its debug
 * information or its symbol table? */
bool symbols_has_traced(struct symbols *s, const char *function);

/* The same for any file. */
bool symbols_has_function(struct symbols *s, const char *function);

/* A report names that source file of an answer; NULL is allowed. */
void symbols_show(struct symbols *s, const char *file);

/* One line that begins with `who`, if one of those files is newer than the program or library that
 * names it. */
void symbols_say_newer(const struct symbols *s, FILE *to, const char *who);

/* A copy of text that lives as long as s; equal texts share one. NULL for NULL, or no memory. */
const char *symbols_text(struct symbols *s, const char *text);

#endif
