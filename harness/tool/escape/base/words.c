/* words.c -- quotes, backslashes and response files; contract in words.h. */
#include "escape/base/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "escape/base/arena.h"

enum { NESTING_MAX = 8, RESPONSE_MAX = 1 << 20 };

const char *escape_words_below(const char *folder, const char *path)
{
    return folder == NULL || path[0] == '/' ? path : escape_arena_format("%s/%s", folder, path);
}

void escape_words_append(struct escape_words *words, const char *word)
{
    *ESCAPE_APPEND(words->list, words->count, words->room) = word;
}

/* Of the word at `from`, with its quotes and backslashes. */
static size_t word_length(const char *from)
{
    char quote = '\0';
    size_t length = 0;
    for (; from[length] != '\0' && (quote != '\0' || !isspace((unsigned char)from[length]));
         length++)
        if (from[length] == '\\' && quote != '\'' && from[length + 1] != '\0')
            length++;
        else if (from[length] == quote)
            quote = '\0';
        else if (quote == '\0' && (from[length] == '"' || from[length] == '\''))
            quote = from[length];
    return length;
}

/* One word at *at, without its quotes; *at moves behind it. */
static const char *next_word(const char **at)
{
    const char *from = *at;
    char *word = escape_arena_get(word_length(from) + 1), quote = '\0';
    size_t length = 0;
    for (; *from != '\0' && (quote != '\0' || !isspace((unsigned char)*from)); from++) {
        bool escaped = *from == '\\' && quote != '\'' && from[1] != '\0' &&
                       (quote == '\0' || from[1] == '"' || from[1] == '\\');
        if (escaped)
            word[length++] = *++from;
        else if (*from == quote)
            quote = '\0';
        else if (quote == '\0' && (*from == '"' || *from == '\''))
            quote = *from;
        else
            word[length++] = *from;
    }
    *at = from;
    return word;
}

/* The text of a response file; NULL if it cannot be read, or is larger than any real one. */
static const char *read_response(const char *path)
{
    struct stat status;
    FILE *file =
        stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= RESPONSE_MAX
            ? fopen(path, "r")
            : NULL;
    if (file == NULL)
        return NULL;
    char *text = escape_arena_get((size_t)status.st_size + 1);
    text[fread(text, 1, (size_t)status.st_size, file)] = '\0';
    fclose(file);
    return text;
}

static void split(struct escape_words *words, const char *text, const char *folder,
                  unsigned nesting);

static void add(struct escape_words *words, const char *word, const char *folder, unsigned nesting)
{
    const char *text = word[0] == '@' && nesting < NESTING_MAX
                           ? read_response(escape_words_below(folder, word + 1))
                           : NULL;
    if (text != NULL)
        split(words, text, folder, nesting + 1);
    else
        escape_words_append(words, word);
}

static void split(struct escape_words *words, const char *text, const char *folder,
                  unsigned nesting)
{
    for (;;) {
        while (isspace((unsigned char)*text))
            text++;
        if (*text == '\0')
            return;
        add(words, next_word(&text), folder, nesting);
    }
}

void escape_words_add(struct escape_words *words, const char *word, const char *folder)
{
    add(words, word, folder, 0);
}

void escape_words_split(struct escape_words *words, const char *command, const char *folder)
{
    split(words, command, folder, 0);
}
