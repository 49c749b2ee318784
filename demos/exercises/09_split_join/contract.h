/* contract.h -- what an answer to this exercise must provide. */
#ifndef SPLIT_JOIN_CONTRACT_H
#define SPLIT_JOIN_CONTRACT_H

#include <stddef.h>

/* A text without an end mark: there is nothing to read behind its last byte, and nothing to write
 * to. */
struct view {
    const char *at;
    size_t len;
};

/* The fields of `line` have commas between them; a field may be empty, and an empty line is one
 * empty field. Writes the fields with the numbers columns[0], columns[1], ... (0 is the first
 * field; one that the line does not have is empty) to `out`, with a semicolon between them.
 *
 * `out` has room for `size` bytes. Returns the length of the whole text; if that is greater than
 * `size`, `out` has its first `size` bytes. There is no NUL at the end, and `out` may be NULL if
 * `size` is 0. */
size_t pick_fields(char *out, size_t size, struct view line, const unsigned *columns, size_t count);

#endif
