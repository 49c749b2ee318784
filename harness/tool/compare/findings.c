/* findings.c -- collect what was judged, and write it; contract in findings.h. */
#include "compare/findings.h"

#include <stdlib.h>
#include <string.h>

#include "cli/verb.h"
#include "cli/xalloc.h"
#include "text/write.h"

static void add(struct compare_findings *f, const char *group, char *name, int status, char *text)
{
    f->status = status > f->status ? status : f->status;
    const char *end = text != NULL ? strchr(text, '\n') : NULL;
    char *message = NULL;
    if (text != NULL)
        message = end != NULL ? xstrndup(text, (size_t)(end - text)) : xprintf("%s", text);
    *XPUSH(f->checks, f->n_checks, f->checks_cap) =
        (struct formats_check){ .group = group,
                                .name = name,
                                .held = status == HM_EXIT_OK   ? FORMATS_HELD
                                        : status == HM_EXIT_NO ? FORMATS_BROKEN
                                                               : FORMATS_UNJUDGED,
                                .message = message,
                                .text = text };
}

void compare_findings_done(struct compare_findings *f)
{
    for (size_t i = 0; i < f->n_checks; i++) {
        free((char *)f->checks[i].name);
        free((char *)f->checks[i].message);
        free((char *)f->checks[i].text);
    }
    free(f->checks);
    *f = (struct compare_findings){ 0 };
}

void compare_findings_limit(struct compare_findings *f, const struct compare_limit *limit,
                            const struct compare_joined *joined)
{
    struct cli_text text;
    FILE *to = xtext_open(&text);
    int status = compare_limit_check(limit, joined, to);
    fclose(to);
    char *lines = text.length > 0 ? xstrndup(text.bytes, text.length) : NULL;
    free(text.bytes);
    add(f, "limits", xprintf("%s", limit->text), status, lines);
    f->n_limits++;
}

/* The lines that changed explain each count that is worse. */
static char *why(const struct compare_ratchet *r, const struct compare_ratchet_row *row)
{
    char *text = compare_ratchet_text(row);
    for (size_t i = 0; row->kind == COMPARE_RATCHET_WORSE && i < r->n_changes; i++) {
        char *change = compare_site_change_text(&r->changes[i]);
        xappend(&text, "\n%s", change);
        free(change);
    }
    return text;
}

void compare_findings_ratchet(struct compare_findings *f, const struct compare_ratchet *r,
                              const char *baseline)
{
    f->ratchet = r;
    f->baseline = baseline;
    for (size_t i = 0; i < r->n_rows; i++) {
        const struct compare_ratchet_row *row = &r->rows[i];
        int status = row->kind == COMPARE_RATCHET_WORSE  ? HM_EXIT_NO
                     : row->kind == COMPARE_RATCHET_GONE ? HM_EXIT_USAGE
                                                         : HM_EXIT_OK;
        add(f, "baseline", xprintf("%s %s", row->name, row->unit), status,
            status != HM_EXIT_OK ? why(r, row) : NULL);
    }
}

void compare_findings_say(FILE *to, const struct compare_findings *f)
{
    for (size_t i = 0; i < f->n_limits; i++)
        if (f->checks[i].text != NULL)
            fputs(f->checks[i].text, to);
    if (f->ratchet != NULL)
        compare_ratchet_say(to, f->ratchet, f->baseline);
}

void compare_findings_junit(FILE *to, const struct compare_findings *f)
{
    formats_junit(to, "heapmark compare", f->checks, f->n_checks);
}

void compare_findings_markdown(FILE *to, const struct compare_findings *f)
{
    bool begun = false;
    for (size_t i = 0; i < f->n_limits; i++) {
        if (f->checks[i].held == FORMATS_HELD)
            continue;
        fputs(begun ? "" : "\n### Limits that do not hold\n\n", to);
        begun = true;
        for (const char *line = f->checks[i].text; line != NULL && *line != '\0';) {
            size_t n = strcspn(line, "\n");
            char *one = xstrndup(line, n);
            fputs("- ", to);
            text_markdown(to, one);
            fputc('\n', to);
            free(one);
            line += n + (line[n] == '\n');
        }
    }
    if (f->ratchet != NULL)
        compare_ratchet_markdown(to, f->ratchet);
}
