/* words.h -- the words of a command line, and of the response files that it names. */
#ifndef HM_ESCAPE_BASE_WORDS_H
#define HM_ESCAPE_BASE_WORDS_H

#include <stddef.h>

/* In the arena. */
struct escape_words {
    const char **list;
    size_t count, room;
};

/* Add this very word; NULL too. */
void escape_words_append(struct escape_words *words, const char *word);

/* Add a word, which lives in the arena. For "@FILE" the words in FILE are added, as gcc and clang
 * do; if it cannot be read, the word itself. FILE is looked for in `folder` (NULL: here). */
void escape_words_add(struct escape_words *words, const char *word, const char *folder);

/* Add the words of a shell's command line, without their quotes. */
void escape_words_split(struct escape_words *words, const char *command, const char *folder);

/* `path`, seen from `folder`. In the arena, or `path` itself. */
const char *escape_words_below(const char *folder, const char *path);

#endif
