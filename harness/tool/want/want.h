/* want.h -- the WANT comments of C sources, held against the messages of a verb, both ways.
 *
 *     char *box = malloc(16); // WANT "outlives make: lives in main, 1 frame up"
 *
 *     comment    ("//" | "/" "*") " WANT" ( '"' TEXT '"' | "IMPRECISE(" WHY ")" )...
 *
 * The comment is about its line, or, if the line holds nothing else, about the line of code above.
 * TEXT is a part of a message, or else a POSIX extended regular expression that it matches. Every
 * message of a line must have a TEXT, and every TEXT a message; a TEXT that is repeated wants as
 * many messages. IMPRECISE says that the message is the tool's best answer but not the truth.
 * For users this stands in docs/reference/trace.md. */
#ifndef HM_WANT_WANT_H
#define HM_WANT_WANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* One thing that a verb says of one place. Borrowed. */
struct want_message {
    const char *file;
    unsigned line, column;
    const char *text;
};

struct want_result {
    size_t wanted, matched; /* texts */
    size_t unexpected;      /* messages */
    size_t imprecise;
    size_t unread; /* comments that are not of the form, and files that cannot be read */
};

/* Compare the comments of the files with all messages. One line on `out` for each difference, as
 * FILE:LINE: ... . */
struct want_result want_check(FILE *out, const char *const *files, size_t file_count,
                              const struct want_message *messages, size_t message_count);

/* No difference? */
bool want_held(const struct want_result *result);

/* True when `wanted` is part of `text`, or matches it as a regular expression. */
bool want_matches(const char *wanted, const char *text);

/* Do two names mean one file? They are compared from the end, as far as the shorter goes. */
bool want_same_file(const char *a, const char *b);

#endif
