/* other_cleanup.c -- the attribute cleanup: the files are closed when the variable that owns them
 * goes out of scope, whichever return it is. On success they are given away first. */
#include "contract.h"

#include <stdbool.h>
#include <string.h>

struct owned {
    struct host *host;
    struct config config;
};

static void close_all(struct owned *o)
{
    for (unsigned i = o->config.count; i-- > 0;)
        o->host->close(o->host, o->config.files[i]);
}

static struct config give_away(struct owned *o)
{
    struct config config = o->config;
    o->config.count = 0;
    return config;
}

/* The columns of a line at which its parts begin and end; from == to: there is none. */
struct part {
    size_t from, to;
};

static struct part part_after(const char *line, size_t len, size_t from)
{
    struct part part;
    while (from < len && line[from] == ' ')
        from++;
    part.from = part.to = from;
    while (part.to < len && line[part.to] != ' ')
        part.to++;
    return part;
}

static int level_of(const char *digits, size_t len)
{
    int level = 0;
    for (size_t i = 0; i < len && level <= 9999; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return -1;
        level = 10 * level + digits[i] - '0';
    }
    return level > 9999 ? -1 : level;
}

static bool equal(const char *at, size_t len, const char *word)
{
    return len == strlen(word) && memcmp(at, word, len) == 0;
}

/* The error of a line, and in *column where it is, from 0. */
static enum config_error read_line(struct owned *o, const char *line, size_t len, size_t *column)
{
    struct part word = part_after(line, len, 0), value = part_after(line, len, word.to),
                more = part_after(line, len, value.to);
    bool open = equal(line + word.from, word.to - word.from, "open");
    *column = word.from;
    if (word.from == word.to || line[word.from] == '#')
        return CONFIG_FINE;
    if (!open && !equal(line + word.from, word.to - word.from, "level"))
        return CONFIG_UNKNOWN_WORD;
    *column = len;
    if (value.from == value.to)
        return CONFIG_VALUE_EXPECTED;
    *column = more.from;
    if (more.from != more.to)
        return CONFIG_ONE_TOO_MANY;
    *column = value.from;
    if (!open) {
        int level = level_of(line + value.from, value.to - value.from);
        if (level < 0)
            return CONFIG_BAD_NUMBER;
        o->config.level = level;
        return CONFIG_FINE;
    }
    if (o->config.count == CONFIG_FILES_MOST)
        return CONFIG_TOO_MANY_FILES;
    int file = o->host->open(o->host, line + value.from, value.to - value.from);
    if (file < 0)
        return CONFIG_CANNOT_OPEN;
    o->config.files[o->config.count++] = file;
    return CONFIG_FINE;
}

struct config_result config_load(struct host *host, const char *text, size_t len,
                                 struct config *config)
{
    __attribute__((cleanup(close_all))) struct owned owned = { .host = host };
    unsigned number = 0;
    for (size_t from = 0, to; from < len; from = to + 1) {
        size_t column;
        for (to = from; to < len && text[to] != '\n';)
            to++;
        number++;
        enum config_error error = read_line(&owned, text + from, to - from, &column);
        if (error != CONFIG_FINE)
            return (struct config_result){ error, number, (unsigned)column + 1 };
    }
    *config = give_away(&owned);
    return (struct config_result){ CONFIG_FINE, 0, 0 };
}
