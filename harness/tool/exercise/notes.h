/* notes.h -- NN_name.txt beside an answer: what was predicted, observed, and why. A line
 * each, the key at its beginning:
 *
 *   predicted: 3
 *   observed: 0
 *   because: the sum is returned by value */
#ifndef HM_EXERCISE_NOTES_H
#define HM_EXERCISE_NOTES_H

#include <stdbool.h>
#include <stddef.h>

struct exercise_notes {
    long predicted, observed; /* -1: there is no such line, or no number behind its colon */
    bool because;             /* a word at least stands behind it */
};

/* Notes that begin with the byte order mark of UTF-16, as an editor may save them, become one byte
 * for each of its units, in place; what is not ASCII is a question mark. Other notes stay. */
void exercise_notes_narrow(char *text, size_t length);

/* The first line of each key counts. */
struct exercise_notes exercise_notes_read(const char *text);

/* Which of the three lines are still expected, as a student would write them. False, and an empty
 * text, if none. */
bool exercise_notes_missing(const struct exercise_notes *notes, char *text, size_t size);

/* Write a form to fill in to `path`, unless something is there. *made: it was not. False after a
 * line on stderr. */
bool exercise_notes_form(const char *path, const char *exercise, bool *made);

#endif
