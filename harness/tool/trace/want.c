/* trace_want.c -- read the WANT comments and compare. */
#include "trace/want.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { WANTS_MAX = 8 };

/* Does site lie in this line of this file? Files are compared from the end, as far as the shorter
 * goes. */
static bool names_same_file(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n < m)
        return names_same_file(b, a);
    return strcmp(a + n - m, b) == 0 && (n == m || a[n - m - 1] == '/' || b[0] == '/');
}

static bool reported(const struct verdict_site *site)
{
    return !site->outside && !site->harness && site->at.file != NULL;
}

/* The texts wanted on one line of code. A line with nothing but a WANT comment adds to the line
 * above. */
struct wanted {
    int line;
    char *text[WANTS_MAX];
    size_t count;
};

/* The WANT comment of a line; NULL: it has none. */
static const char *comment_in(const char *line)
{
    const char *at = strstr(line, "// WANT");
    if (at == NULL)
        at = strstr(line, "/* WANT");
    return at != NULL && (isalnum((unsigned char)at[7]) || at[7] == '_') ? NULL : at;
}

static bool goes_on(const char *line)
{
    return comment_in(line) == line + strspn(line, " \t");
}

/* Add copies of the quoted texts. Returns what is wrong with the comment; NULL: nothing. */
static const char *add_wants(struct wanted *w, const char *line)
{
    const char *at = comment_in(line), *open;
    size_t before = w->count;
    for (; at != NULL && (open = strchr(at, '"')) != NULL;) {
        const char *close = strchr(open + 1, '"');
        if (close == NULL)
            return "a text of a WANT comment has no closing quote";
        if (close == open + 1)
            return "a text of a WANT comment is empty";
        if (w->count == WANTS_MAX)
            return "too many WANT texts for one line";
        char *copy = strndup(open + 1, (size_t)(close - open - 1));
        if (copy == NULL)
            return "no memory for its WANT comment";
        w->text[w->count++] = copy;
        at = close + 1;
    }
    return at != NULL && w->count == before
               ? "a WANT comment holds at least one text in double quotes"
               : NULL;
}

/* All verdicts on the line against all its wants, which are released. Returns how many differ. */
static unsigned check_line(FILE *out, const struct verdict_report *report, const char *file,
                           struct wanted *want)
{
    bool met[WANTS_MAX] = { false };
    unsigned differences = 0;

    for (size_t i = 0; i < report->site_count; i++) {
        const struct verdict_site *site = &report->sites[i];
        if (!reported(site) || site->at.line != want->line || !names_same_file(site->at.file, file))
            continue;
        for (size_t e = 0; e < site->end_count; e++) {
            char text[2048], call[160], whole[2304];
            bool wanted = false;
            snprintf(whole, sizeof whole, "%s %s", verdict_call_text(site, call, sizeof call),
                     verdict_end_text(site, &site->ends[e], text, sizeof text));
            for (size_t w = 0; w < want->count; w++)
                if (strstr(whole, want->text[w]) != NULL)
                    met[w] = wanted = true;
            if (!wanted) {
                fprintf(out, "%s:%d:%d: unexpected: %s\n", file, want->line, site->at.column,
                        whole);
                differences++;
            }
        }
    }
    for (size_t w = 0; w < want->count; w++) {
        if (!met[w]) {
            fprintf(out, "%s:%d: missing: \"%s\"\n", file, want->line, want->text[w]);
            differences++;
        }
        free(want->text[w]);
    }
    want->count = 0;
    return differences;
}

static unsigned check_file(FILE *out, const struct verdict_report *report, const char *file)
{
    char *text = NULL;
    size_t room = 0;
    unsigned differences = 0;
    struct wanted want = { 0 };
    FILE *in = fopen(file, "r");

    if (in == NULL) {
        fprintf(out, "%s: cannot be read, so its WANT comments cannot be checked\n", file);
        return 1;
    }
    for (int line = 1; getline(&text, &room, in) > 0; line++) {
        if (!goes_on(text)) {
            differences += check_line(out, report, file, &want);
            want.line = line;
        }
        const char *wrong = add_wants(&want, text);
        if (wrong != NULL) {
            fprintf(out, "%s:%d: %s\n", file, line, wrong);
            differences++;
        }
    }
    differences += check_line(out, report, file, &want);
    free(text);
    fclose(in);
    return differences;
}

bool trace_check(FILE *out, const struct verdict_report *report, char *const *files)
{
    unsigned differences = 0;

    for (size_t i = 0; files[i] != NULL; i++)
        differences += check_file(out, report, files[i]);
    for (size_t i = 0; files[0] == NULL && i < report->site_count; i++) {
        const char *file = report->sites[i].at.file; /* sites are in order of files */
        if (reported(&report->sites[i]) && (i == 0 || report->sites[i - 1].at.file == NULL ||
                                            strcmp(report->sites[i - 1].at.file, file) != 0))
            differences += check_file(out, report, file);
    }
    return differences == 0;
}
