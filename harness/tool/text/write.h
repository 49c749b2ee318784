/* write.h -- text on a stream: its width, its line breaks, its escapes (base/text.h, for stdio). */
#ifndef HM_TEXT_WRITE_H
#define HM_TEXT_WRITE_H

#include <stddef.h>
#include <stdio.h>

enum { TEXT_COLUMNS = 80 }; /* the width of a terminal that text is written for */

/* Columns of the terminal that the standard output is; TEXT_COLUMNS if it is none. COLUMNS in the
 * environment comes first. */
size_t text_terminal_columns(void);

/* Columns of a terminal that UTF-8 text takes. */
size_t text_width(const char *s);

/* Print text and a newline, broken at blanks, but not within a short remark in brackets, so that no
 * line is wider than `width` if its words allow; all lines but the first begin with `indent`
 * blanks, and the first continues a line that is already `at` wide. */
void text_wrap(FILE *to, const char *text, size_t at, size_t indent, size_t width);

/* Print lines of text, each that is wider than `width` broken at blanks and continued behind four
 * blanks more than it begins with. The text is not ended by NUL. */
void text_fold(FILE *to, const char *text, size_t length, size_t width);

/* Print text of others in Markdown: markup is escaped, a line break becomes a blank. */
void text_markdown(FILE *to, const char *text);

/* Print a cell of a Markdown table and the bar that ends it, " text |". */
void text_markdown_cell(FILE *to, const char *text);

/* Print text into HTML, SVG or XML, so that none of it is markup. Left out is what no such document
 * may hold, as control characters but tabs; a byte that is not UTF-8 is '?'. */
void text_markup(FILE *to, const char *text);

#endif
