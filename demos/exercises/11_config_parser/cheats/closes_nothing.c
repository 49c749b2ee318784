/* caught by: it closes what it opened
 * It leaves the files open after an error. */
#include "contract.h"

#include <stdbool.h>
#include <string.h>

struct parser {
    struct host *host;
    const char *begin, *at, *end; /* of the line */
    struct config_result result;  /* its line is the one being read */
    struct config config;
};

struct piece {
    const char *at;
    size_t len;
};

/* Notes what is wrong. Always false, so that it can be returned. */
static bool fail(struct parser *p, enum config_error error, const char *at)
{
    p->result.error = error;
    p->result.column = (unsigned)(at - p->begin) + 1;
    return false;
}

static struct piece next_piece(struct parser *p)
{
    while (p->at < p->end && *p->at == ' ')
        p->at++;
    struct piece piece = { p->at, 0 };
    while (p->at < p->end && *p->at != ' ')
        p->at++;
    piece.len = (size_t)(p->at - piece.at);
    return piece;
}

static bool is(struct piece piece, const char *word)
{
    return piece.len == strlen(word) && memcmp(piece.at, word, piece.len) == 0;
}

static bool open_file(struct parser *p, struct piece name)
{
    if (p->config.count == CONFIG_FILES_MOST)
        return fail(p, CONFIG_TOO_MANY_FILES, name.at);
    int file = p->host->open(p->host, name.at, name.len);
    if (file < 0)
        return fail(p, CONFIG_CANNOT_OPEN, name.at);
    p->config.files[p->config.count++] = file;
    return true;
}

static bool set_level(struct parser *p, struct piece number)
{
    int level = 0;
    for (size_t i = 0; i < number.len; i++) {
        bool digit = number.at[i] >= '0' && number.at[i] <= '9';
        level = digit ? level * 10 + number.at[i] - '0' : level;
        if (!digit || level > 9999)
            return fail(p, CONFIG_BAD_NUMBER, number.at);
    }
    p->config.level = level;
    return true;
}

static bool take_line(struct parser *p)
{
    struct piece word = next_piece(p);
    if (word.len == 0 || *word.at == '#')
        return true;
    if (!is(word, "open") && !is(word, "level"))
        return fail(p, CONFIG_UNKNOWN_WORD, word.at);
    struct piece value = next_piece(p), more = next_piece(p);
    if (value.len == 0)
        return fail(p, CONFIG_VALUE_EXPECTED, p->end);
    if (more.len > 0)
        return fail(p, CONFIG_ONE_TOO_MANY, more.at);
    return is(word, "open") ? open_file(p, value) : set_level(p, value);
}

static bool take_all(struct parser *p, const char *text, const char *end)
{
    for (const char *at = text; at < end; at = p->end + 1) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        p->begin = p->at = at;
        p->end = newline != NULL ? newline : end;
        p->result.line++;
        if (!take_line(p))
            return false;
    }
    p->result.line = 0;
    return true;
}

struct config_result config_load(struct host *host, const char *text, size_t len,
                                 struct config *config)
{
    struct parser p = { .host = host };
    if (take_all(&p, text, text + len))
        *config = p.config;
    return p.result;
}
