/* notes.c -- three lines of text. */
#include "exercise/notes.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What stands behind `KEY:`, in any case, at the beginning of a line, without blanks before it.
 * NULL: no such line. */
static const char *behind(const char *text, const char *key)
{
    size_t n = strlen(key);
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncasecmp(line, key, n) == 0 && line[n] == ':')
            return line + n + 1 + strspn(line + n + 1, " \t");
    }
    return NULL;
}

static long number(const char *text, const char *key)
{
    const char *value = behind(text, key);
    if (value == NULL || !isdigit((unsigned char)*value))
        return -1;
    char *end;
    errno = 0;
    long n = strtol(value, &end, 10);
    return errno == 0 && (*end == '\0' || strchr(" \t\r\n", *end) != NULL) ? n : -1;
}

void exercise_notes_narrow(char *text, size_t length)
{
    bool little = length >= 2 && memcmp(text, "\xff\xfe", 2) == 0;
    if (!little && !(length >= 2 && memcmp(text, "\xfe\xff", 2) == 0))
        return;
    char *to = text;
    for (size_t i = 2; i + 1 < length; i += 2) {
        char low = text[little ? i : i + 1], high = text[little ? i + 1 : i];
        *to++ = high == 0 && (unsigned char)low < 0x80 ? low : '?';
    }
    *to = '\0';
}

struct exercise_notes exercise_notes_read(const char *text)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0) /* some editors begin with it, unseen */
        text += 3;
    const char *because = behind(text, "because");
    return (struct exercise_notes){
        .predicted = number(text, "predicted"),
        .observed = number(text, "observed"),
        .because = because != NULL && strcspn(because, "\r\n") > 0,
    };
}

bool exercise_notes_missing(const struct exercise_notes *notes, char *text, size_t size)
{
    snprintf(text, size, "%s%s%s", notes->predicted < 0 ? " 'predicted: N'" : "",
             notes->observed < 0 ? " 'observed: N'" : "",
             notes->because ? "" : " 'because: WORDS'");
    return text[0] != '\0';
}

bool exercise_notes_form(const char *path, const char *exercise, bool *made)
{
    FILE *file = fopen(path, "wx");
    *made = file != NULL;
    if (file == NULL && errno == EEXIST)
        return true;
    bool written =
        file != NULL &&
        fprintf(file,
                "# Your notes on %s, 2 of 10 marks. Lines that begin with # are not read.\n"
                "# predicted: a number, your answer to the question in README.md\n"
                "# observed: a number, the allocs/op of your answer as `make exercise` counts it\n"
                "# because: why it is so, in a sentence\n"
                "predicted:\nobserved:\nbecause:\n",
                exercise) > 0;
    if (file != NULL)
        written = fclose(file) == 0 && written;
    if (!written)
        fprintf(stderr, "heapmark exercise: %s: %s\n", path, strerror(errno));
    if (*made && !written)
        remove(path);
    return written;
}
