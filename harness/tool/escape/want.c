/* want.c -- read the comments, strike out what matches, tell what is left; contract in want.h. */
#include "escape/want.h"

#include <regex.h>
#include <string.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"

bool escape_want_matches(const char *wanted, const char *message)
{
    if (strstr(message, wanted) != NULL)
        return true;
    regex_t pattern;
    if (regcomp(&pattern, wanted, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    bool matches = regexec(&pattern, message, 0, NULL, 0) == 0;
    regfree(&pattern);
    return matches;
}

struct check {
    const struct escape_verdicts *verdicts;
    bool *struck; /* verdicts already matched */
    struct escape_want_result result;
    FILE *out;
};

static bool strike(struct check *check, const char *file, unsigned line, const char *wanted)
{
    for (size_t i = 0; i < check->verdicts->count; i++) {
        const struct escape_verdict *verdict = &check->verdicts->list[i];
        if (!check->struck[i] && verdict->at.line == line && verdict->at.file != NULL &&
            strcmp(verdict->at.file, file) == 0 && escape_want_matches(wanted, verdict->message)) {
            check->struck[i] = true;
            return true;
        }
    }
    return false;
}

static void check_line(struct check *check, const char *file, unsigned line, const char *comment)
{
    if (strstr(comment, "IMPRECISE(") != NULL)
        check->result.imprecise++;
    for (const char *quote = strchr(comment, '"'); quote != NULL; quote = strchr(quote, '"')) {
        const char *end = strchr(quote + 1, '"');
        if (end == NULL) {
            fprintf(check->out, "%s:%u: WANT without its closing quote\n", file, line);
            check->result.wanted++;
            return;
        }
        const char *wanted = escape_arena_copy(quote + 1, (size_t)(end - quote) - 1);
        check->result.wanted++;
        if (strike(check, file, line, wanted))
            check->result.matched++;
        else
            fprintf(check->out, "%s:%u: no message like \"%s\"\n", file, line, wanted);
        quote = end + 1;
    }
}

static void check_file(struct check *check, const char *file)
{
    unsigned about = 0;
    for (unsigned line = 1;; line++) {
        const char *text = escape_source_line(file, line);
        if (text == NULL)
            return;
        const char *comment = strstr(text, "// WANT");
        if (comment == NULL || strspn(text, " \t") != (size_t)(comment - text))
            about = line; /* code: a comment on a line of its own belongs to it */
        if (comment != NULL)
            check_line(check, file, about, comment);
    }
}

struct escape_want_result escape_want_check(const char *const *files, size_t count,
                                            const struct escape_verdicts *verdicts, FILE *out)
{
    struct check check = { .verdicts = verdicts,
                           .struck = escape_arena_get(verdicts->count + 1),
                           .out = out };
    for (size_t f = 0; f < count; f++)
        check_file(&check, files[f]);
    for (size_t i = 0; i < verdicts->count; i++)
        if (!check.struck[i]) {
            const struct escape_verdict *verdict = &verdicts->list[i];
            fprintf(out, "%s:%u:%u: unexpected: %s\n", verdict->at.file, verdict->at.line,
                    verdict->at.column, verdict->message);
            check.result.unexpected++;
        }
    return check.result;
}
