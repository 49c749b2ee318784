/* trace_names.h -- addresses of a traced process to functions, files, lines and columns, by libdw.
 *
 * One address may stand for several positions: the function it is in, and, if that was inlined, the
 * functions it was inlined into. Strings belong to the hm__names and live as long. Not
 * thread-safe. Separate debug files are found where the distribution puts them; nothing is fetched.
 */
#ifndef HM_TRACE_NAMES_H
#define HM_TRACE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HM__SPOTS_MAX = 32 };

struct hm__spot {
    const char *function; /* NULL: unknown */
    const char *file; /* NULL: no debug information; else as the reader of the report names it */
    int line, column; /* column 0: unknown */
};

struct hm__names;

/* Returns owned; NULL: no memory. */
struct hm__names *hm__names_new(void);
void hm__names_free(struct hm__names *s);

/* The ELF file `path` was mapped at [start, end) with the given bias. False: it cannot be read now.
 */
bool hm__names_add(struct hm__names *s, const char *path, uint64_t start, uint64_t end,
                   uint64_t bias);

/* Positions of the instruction before `address`, innermost first. Returns how many, at least 1. */
size_t hm__names_at(struct hm__names *s, uint64_t address, struct hm__spot out[HM__SPOTS_MAX]);

/* Name by the symbol table alone of the function around `address`; NULL: none. */
const char *hm__names_name(struct hm__names *s, uint64_t address);

/* Base name of the ELF file around `address`; NULL: none. */
const char *hm__names_module(struct hm__names *s, uint64_t address);

/* Is there line information for the file around `address`? */
bool hm__names_has_lines(struct hm__names *s, uint64_t address);

/* A copy of text that lives as long as s; equal texts share one. */
const char *hm__names_text(struct hm__names *s, const char *text);

#endif
