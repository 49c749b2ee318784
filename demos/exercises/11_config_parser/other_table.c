/* other_table.c -- a constant table of words and functions, one pass over the bytes, and goto to
 * the place where all is closed. */
#include "contract.h"

#include <string.h>

struct text {
    const char *at, *end;
};

struct words {
    const char *begin[3], *end[3]; /* word, value, and what is too much */
    int count;
};

typedef enum config_error take_function(struct host *host, struct text value, struct config *to);

static enum config_error take_open(struct host *host, struct text value, struct config *to)
{
    if (to->count >= CONFIG_FILES_MOST)
        return CONFIG_TOO_MANY_FILES;
    int file = host->open(host, value.at, (size_t)(value.end - value.at));
    if (file < 0)
        return CONFIG_CANNOT_OPEN;
    to->files[to->count++] = file;
    return CONFIG_FINE;
}

static enum config_error take_level(struct host *host, struct text value, struct config *to)
{
    int level = 0;
    (void)host;
    for (; value.at < value.end; value.at++) {
        unsigned digit = (unsigned char)*value.at - (unsigned)'0';
        if (digit > 9 || (level = level * 10 + (int)digit) > 9999)
            return CONFIG_BAD_NUMBER;
    }
    to->level = level;
    return CONFIG_FINE;
}

static const struct {
    char word[6];
    take_function *take;
} known[] = { { "open", take_open }, { "level", take_level } };

static take_function *function_of(const char *word, size_t len)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strlen(known[i].word) == len && memcmp(known[i].word, word, len) == 0)
            return known[i].take;
    return NULL;
}

/* The first three words of a line; one that is missing is at its end. */
static struct words words_of(struct text line)
{
    struct words w = { { line.end, line.end, line.end }, { line.end, line.end, line.end }, 0 };
    for (const char *at = line.at; at < line.end && w.count < 3; at++)
        if (*at != ' ' && (at == line.at || at[-1] == ' ')) {
            const char *end = memchr(at, ' ', (size_t)(line.end - at));
            w.begin[w.count] = at;
            w.end[w.count++] = end != NULL ? end : line.end;
        }
    return w;
}

static enum config_error take_line(struct host *host, struct text line, struct config *to,
                                   const char **wrong)
{
    struct words w = words_of(line);
    *wrong = w.begin[0];
    if (w.count == 0 || *w.begin[0] == '#')
        return CONFIG_FINE;
    take_function *take = function_of(w.begin[0], (size_t)(w.end[0] - w.begin[0]));
    if (take == NULL)
        return CONFIG_UNKNOWN_WORD;
    *wrong = w.count == 1 ? line.end : w.begin[w.count - 1];
    if (w.count != 2)
        return w.count < 2 ? CONFIG_VALUE_EXPECTED : CONFIG_ONE_TOO_MANY;
    return take(host, (struct text){ w.begin[1], w.end[1] }, to);
}

struct config_result config_load(struct host *host, const char *text, size_t len,
                                 struct config *config)
{
    struct config_result result = { CONFIG_FINE, 1, 1 };
    struct config loaded = { .count = 0 };
    const char *wrong, *end = text + len;
    for (struct text line = { text, text }; line.at < end; line.at = line.end + 1) {
        for (line.end = line.at; line.end < end && *line.end != '\n';)
            line.end++;
        result.error = take_line(host, line, &loaded, &wrong);
        result.column = (unsigned)(wrong - line.at) + 1;
        if (result.error != CONFIG_FINE)
            goto close;
        result.line++;
    }
    *config = loaded;
    return (struct config_result){ CONFIG_FINE, 0, 0 };
close:
    while (loaded.count > 0)
        host->close(host, loaded.files[--loaded.count]);
    return result;
}
