/* want.c -- reads WANT comments and strikes out what they want. */
#include "want/want.h"

#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

struct check {
    FILE *out;
    const struct want_message *messages;
    size_t message_count;
    bool *met; /* by message */
    struct want_result result;
};

/* The texts wanted on one line of code. */
struct wanted {
    const char *file;
    unsigned line;
    char **text; /* owned */
    size_t count;
};

bool want_same_file(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n < m)
        return want_same_file(b, a);
    return strcmp(a + n - m, b) == 0 && (n == m || a[n - m - 1] == '/' || b[0] == '/');
}

bool want_matches(const char *wanted, const char *text)
{
    if (strstr(text, wanted) != NULL)
        return true;
    regex_t pattern;
    if (regcomp(&pattern, wanted, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    bool matches = regexec(&pattern, text, 0, NULL, 0) == 0;
    regfree(&pattern);
    return matches;
}

bool want_held(const struct want_result *r)
{
    return r->matched == r->wanted && r->unexpected == 0 && r->unread == 0;
}

/* The WANT comment of a line; NULL: it has none. */
static const char *comment_in(const char *line)
{
    const char *at = strstr(line, "// WANT");
    if (at == NULL)
        at = strstr(line, "/* WANT");
    return at != NULL && (isalnum((unsigned char)at[7]) || at[7] == '_') ? NULL : at;
}

static bool add_text(struct wanted *w, const char *text, size_t length)
{
    char **more = realloc(w->text, (w->count + 1) * sizeof *more);
    if (more == NULL)
        return false;
    w->text = more;
    more[w->count] = strndup(text, length);
    return more[w->count] != NULL && ++w->count;
}

/* Add copies of the texts of a comment. Returns what is wrong with it; NULL: nothing. */
static const char *read_comment(struct wanted *w, const char *comment, size_t *imprecise)
{
    size_t before = w->count;
    bool marked = strstr(comment, "IMPRECISE(") != NULL;
    *imprecise += marked;
    for (const char *open = comment; (open = strchr(open, '"')) != NULL;) {
        const char *close = strchr(open + 1, '"');
        if (close == NULL)
            return "a text of a WANT comment has no closing quote";
        if (close == open + 1)
            return "a text of a WANT comment is empty";
        if (!add_text(w, open + 1, (size_t)(close - open - 1)))
            return "no memory for its WANT comment";
        open = close + 1;
    }
    return marked || w->count > before ? NULL
                                       : "a WANT comment holds at least one text in double quotes";
}

/* How often the text stands among the first `count` of the line. */
static size_t times(const struct wanted *w, const char *text, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += strcmp(w->text[i], text) == 0;
    return n;
}

/* Strike out the messages that the line wants; releases its texts. */
static void check_line(struct check *c, struct wanted *w)
{
    for (size_t t = 0; t < w->count; t++) {
        size_t found = 0;
        for (size_t i = 0; i < c->message_count; i++) {
            const struct want_message *m = &c->messages[i];
            if (m->line != w->line || !want_same_file(m->file, w->file) ||
                !want_matches(w->text[t], m->text))
                continue;
            c->met[i] = true;
            found++;
        }
        c->result.wanted++;
        if (found > times(w, w->text[t], t))
            c->result.matched++;
        else
            fprintf(c->out, "%s:%u: missing: \"%s\"\n", w->file, w->line, w->text[t]);
    }
    for (size_t t = 0; t < w->count; t++)
        free(w->text[t]);
    free(w->text);
    *w = (struct wanted){ .file = w->file };
}

static void check_file(struct check *c, const char *file)
{
    char *text = NULL;
    size_t room = 0;
    struct wanted w = { .file = file };
    FILE *in = fopen(file, "r");
    if (in == NULL) {
        fprintf(c->out, "%s: cannot be read, so its WANT comments cannot be checked\n", file);
        c->result.unread++;
        return;
    }
    for (unsigned line = 1; getline(&text, &room, in) > 0; line++) {
        const char *comment = comment_in(text);
        if (comment == NULL || comment != text + strspn(text, " \t")) {
            check_line(c, &w);
            w.line = line;
        }
        const char *wrong =
            comment != NULL ? read_comment(&w, comment, &c->result.imprecise) : NULL;
        if (wrong != NULL) {
            fprintf(c->out, "%s:%u: %s\n", file, line, wrong);
            c->result.unread++;
        }
    }
    check_line(c, &w);
    free(text);
    fclose(in);
}

struct want_result want_check(FILE *out, const char *const *files, size_t file_count,
                              const struct want_message *messages, size_t message_count)
{
    struct check c = { .out = out,
                       .messages = messages,
                       .message_count = message_count,
                       .met = calloc(message_count + 1, sizeof *c.met) };
    if (c.met == NULL) {
        fputs("no memory to compare the WANT comments\n", out);
        c.result.unread = 1;
        return c.result;
    }
    for (size_t i = 0; i < file_count; i++)
        check_file(&c, files[i]);
    for (size_t i = 0; i < message_count; i++) {
        const struct want_message *m = &messages[i];
        if (c.met[i])
            continue;
        fprintf(out, "%s:%u:%u: unexpected: %s\n", m->file, m->line, m->column, m->text);
        c.result.unexpected++;
    }
    free(c.met);
    return c.result;
}
