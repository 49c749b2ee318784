/* utf8.h -- the part of Unicode that names and tables need. */
#ifndef HM_BASE_UTF8_H
#define HM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes taken (>= 1) from the non-empty string; what is not UTF-8 is U+FFFD and one byte. */
size_t hm_base_utf8_decode(const char *text, uint32_t *rune);
/* Bytes written, at most 4; no terminator. */
size_t hm_base_utf8_encode(uint32_t rune, char *out);

bool hm_base_rune_is_space(uint32_t rune);

/* As Go's strconv.IsPrint for all that is assigned for control or formatting; code points that
 * Unicode has not assigned yet count as printable here. */
bool hm_base_rune_is_printable(uint32_t rune);

/* Columns on a terminal: 2 for wide characters of East Asia and emoji, 0 for combining marks, else
 * 1. */
unsigned hm_base_rune_columns(uint32_t rune);

/* As inside a Go character literal: \a \x01 \u200b \U000e0001. Bytes written, at most 10. */
size_t hm_base_rune_escape(uint32_t rune, char *out);

#endif
