/* start.c -- 11 allocs/op, 248 B/op. Your task: the same results with 0 allocs/op. */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

/* What is to be done if the rest fails; the last one first. */
struct cleanup {
    struct cleanup *before;
    struct host *host;
    int file;
};

/* An error, as errors.New makes one. */
struct failure {
    uint16_t error, column;
    uint32_t line;
};

struct parser {
    struct host *host;
    const char *at, *end; /* of the line */
    const char *begin;
    unsigned line;
    struct cleanup *cleanups;
    struct config config;
};

struct piece {
    const char *at;
    size_t len;
};

static struct failure *fail(const struct parser *p, enum config_error error, const char *at)
{
    struct failure *f = malloc(sizeof *f); /* TODO: could the caller have a place for it? */
    if (f != NULL)
        *f = (struct failure){ (uint16_t)error, (uint16_t)(at - p->begin + 1), p->line };
    return f;
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

static int is(struct piece piece, const char *word)
{
    return piece.len == strlen(word) && memcmp(piece.at, word, piece.len) == 0;
}

/* Defers the close. */
static struct failure *open_file(struct parser *p, struct piece name)
{
    if (p->config.count == CONFIG_FILES_MOST)
        return fail(p, CONFIG_TOO_MANY_FILES, name.at);
    int file = p->host->open(p->host, name.at, name.len);
    if (file < 0)
        return fail(p, CONFIG_CANNOT_OPEN, name.at);
    struct cleanup *c = malloc(sizeof *c); /* TODO: all that it knows is known already */
    if (c == NULL) {
        p->host->close(p->host, file);
        return fail(p, CONFIG_CANNOT_OPEN, name.at);
    }
    *c = (struct cleanup){ p->cleanups, p->host, file };
    p->cleanups = c;
    p->config.files[p->config.count++] = file;
    return NULL;
}

static struct failure *set_level(struct parser *p, struct piece number)
{
    int level = 0;
    for (size_t i = 0; i < number.len; i++) {
        if (number.at[i] < '0' || number.at[i] > '9')
            return fail(p, CONFIG_BAD_NUMBER, number.at);
        level = level * 10 + number.at[i] - '0';
        if (level > 9999)
            return fail(p, CONFIG_BAD_NUMBER, number.at);
    }
    p->config.level = level;
    return NULL;
}

static struct failure *take_line(struct parser *p)
{
    struct piece word = next_piece(p);
    if (word.len == 0 || *word.at == '#')
        return NULL;
    if (!is(word, "open") && !is(word, "level"))
        return fail(p, CONFIG_UNKNOWN_WORD, word.at);
    struct piece value = next_piece(p), more = next_piece(p);
    if (value.len == 0)
        return fail(p, CONFIG_VALUE_EXPECTED, p->end);
    if (more.len > 0)
        return fail(p, CONFIG_ONE_TOO_MANY, more.at);
    return is(word, "open") ? open_file(p, value) : set_level(p, value);
}

static void clean_up(struct parser *p, int failed)
{
    while (p->cleanups != NULL) {
        struct cleanup *c = p->cleanups;
        p->cleanups = c->before;
        if (failed)
            c->host->close(c->host, c->file);
        free(c);
    }
}

struct config_result config_load(struct host *host, const char *text, size_t len,
                                 struct config *config)
{
    struct parser p = { .host = host };
    struct config_result result = { CONFIG_FINE, 0, 0 };
    struct failure *failure = NULL;
    for (const char *at = text; at < text + len && failure == NULL; at = p.end + 1) {
        const char *newline = memchr(at, '\n', (size_t)(text + len - at));
        p.begin = p.at = at;
        p.end = newline != NULL ? newline : text + len;
        p.line++;
        failure = take_line(&p);
    }
    clean_up(&p, failure != NULL);
    if (failure != NULL)
        result = (struct config_result){ (enum config_error)failure->error, failure->line,
                                         failure->column };
    else
        *config = p.config;
    free(failure);
    return result;
}
