/* syntax.h -- the words of benchstat's filters and projections, and the regular expressions of Go
 * in them (golang.org/x/perf/benchproc/syntax). */
#ifndef HM_COMPARE_SYNTAX_H
#define HM_COMPARE_SYNTAX_H

#include <regex.h>
#include <stdbool.h>

#include "text/strpool.h"

enum compare_word {
    COMPARE_END,
    COMPARE_WORD_TEXT,
    COMPARE_WORD_REGEX,
    COMPARE_WORD_AND,
    COMPARE_WORD_OR,
    /* Any other is its own character: ( ) : @ , and at the beginning of a word - and *. */
};

struct compare_token {
    int kind;         /* enum compare_word, or a character */
    const char *text; /* of a word, without its quotes; of an expression; in the pool */
};

struct compare_lexer {
    const char *rest, *at; /* behind the token taken last, and where that begins */
    struct text_strpool *pool;
    char *wrong; /* what was expected where, first mistake; owned, NULL: none */
};

/* Take the next token. A '/' begins a regular expression only where a value may stand. After a
 * mistake there are no more tokens. */
struct compare_token compare_lexer_next(struct compare_lexer *lexer, bool value);

/* The kind of the next token, which is not taken. */
int compare_lexer_peek(const struct compare_lexer *lexer);

/* Note that `what` was expected instead of the token taken last, if it is the first mistake. */
void compare_lexer_wrong(struct compare_lexer *lexer, const char *what);

/* Compile one of Go's expressions. Returns NULL, or what is wrong with it, owned. */
char *compare_regex(regex_t *regex, const char *expression);

#endif
