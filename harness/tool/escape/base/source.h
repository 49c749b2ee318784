/* source.h -- the C text at a place, for messages: `malloc(sizeof *b)`, `c->ops->do_`. Each file is
 * read once. Knows no LLVM. */
#ifndef HM_ESCAPE_BASE_SOURCE_H
#define HM_ESCAPE_BASE_SOURCE_H

/* Line `line` (from 1) of `file` without its end, or NULL. In the arena. */
const char *escape_source_line(const char *file, unsigned line);

/* The call that starts at line:column, up to its closing parenthesis, blanks run together, cut to
 * about 60 bytes; a macro name when there is no call there. NULL when the text cannot be read. */
const char *escape_source_call(const char *file, unsigned line, unsigned column);

/* The expression that is called at line:column, without its arguments. NULL as above. */
const char *escape_source_callee(const char *file, unsigned line, unsigned column);

/* The column where `name` is declared, looking for it as a whole word from line:column on over at
 * most `lines` lines; *line is moved to where it was found. 0 when it is not there. */
unsigned escape_source_find(const char *file, unsigned *line, unsigned column, unsigned lines,
                            const char *name);

#endif
