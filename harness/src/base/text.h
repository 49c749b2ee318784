/* text.h -- text for people: how wide it is, where its lines break, what must be escaped. Nothing
 * here allocates; both halves of heapmark write through it. */
#ifndef HM_BASE_TEXT_H
#define HM_BASE_TEXT_H

#include <stddef.h>

/* Columns that the first `length` bytes of UTF-8 text take on a terminal: two for a wide character
 * of East Asia and for an emoji, none for a combining mark, one for any other and for a byte that
 * is not UTF-8. */
size_t hm_base_columns(const char *text, size_t length);

/* Where text goes: a stream, a pen, a buffer. */
typedef void hm_base_put(void *ctx, const char *bytes, size_t length);

/* Put the text with line breaks instead of blanks, so that no line is wider than `width` if its
 * words allow it. The first line continues one that is `at` columns wide already; all others begin
 * with `indent` blanks. A short remark in brackets is not broken. No newline at the end. */
void hm_base_wrap(hm_base_put *put, void *ctx, const char *text, size_t at, size_t indent,
                  size_t width);

/* Put text into a cell of a Markdown table: what Markdown would read as markup stands behind a
 * backslash, a line break becomes a blank, '?' what hm_base_make_plain() replaces. */
void hm_base_markdown(hm_base_put *put, void *ctx, const char *text);

/* In place: '?' for each byte that is not UTF-8. */
void hm_base_make_utf8(char *text);

/* In place: '?' for each byte that is not UTF-8 and for each character that a terminal would obey:
 * control characters, marks of the direction of writing, separators of lines. */
void hm_base_make_plain(char *text);

#endif
