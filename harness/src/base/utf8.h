/* utf8.h -- the part of Unicode that names and tables need. No state; thread-safe. */
#ifndef HM_BASE_UTF8_H
#define HM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decode the first code point of a string that is not empty. Returns the bytes it takes. What is
 * not UTF-8 is U+FFFD and takes one byte. */
size_t hm_base_utf8_decode(const char *text, uint32_t *rune);

/* Encode one code point, without a terminator. Returns the bytes written, at most 4. */
size_t hm_base_utf8_encode(uint32_t rune, char *out);

bool hm_base_rune_is_space(uint32_t rune);

/* False for control and format characters, as Go's strconv.IsPrint. Unlike there, code points that
 * Unicode has not assigned yet are printable. */
bool hm_base_rune_is_printable(uint32_t rune);

/* Columns on a terminal: 2 for wide characters of East Asia and emoji, 0 for combining marks, else
 * 1. */
unsigned hm_base_rune_columns(uint32_t rune);

/* Write the code point as in a Go character literal: \a \x01 \u200b \U000e0001. Returns the bytes
 * written, at most 10. */
size_t hm_base_rune_escape(uint32_t rune, char *out);

#endif
