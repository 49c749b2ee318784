/* annotate.c -- the sources with what -m says and what was counted in their margin, as text and as
 * a page of HTML that needs nothing else. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "read_m/out.h"
#include "text/write.h"

enum { MARGIN = 21 };

/* Text in a terminal: no control characters. */
static void put_text(FILE *to, const char *s)
{
    for (; *s != '\0'; s++)
        if (*s == '\t' || ((unsigned char)*s >= ' ' && *s != 0x7f))
            putc(*s, to);
}

/* The counts of the line's benchmark that makes most there. */
static void margin(FILE *to, const struct read_m *in, const char *file, unsigned line)
{
    size_t n = 0;
    const struct read_m_line *l =
        in->profile != NULL ? read_m_profile_at(in->profile, file, line, &n) : NULL;
    if (n == 0 || l->blocks <= 0) {
        fprintf(to, "%*s", MARGIN, "");
        return;
    }
    char blocks[32], bytes[32];
    const struct read_m_op *op = &in->profile->ops[l->op];
    read_m_amount(blocks, op, l->blocks);
    read_m_amount(bytes, op, l->bytes);
    fprintf(to, "%10s %9s ", blocks, bytes);
}

static void said(FILE *to, const struct read_m *in, const struct go_m_finding *f, bool html)
{
    struct go_m_why why;
    go_m_explain(in->set, f, &why);
    if (read_m_shown(in, f, &why)) {
        char *message = read_m_message(f);
        xappend(&message, ": %s%s%s", why.cost_why, why.change != NULL ? "; change: " : "",
                why.change != NULL ? why.change : "");
        if (html)
            fprintf(to, "<span class=%s>", go_m_cost_name(why.cost));
        fprintf(to, "%*s| ^ ", MARGIN, "");
        if (html)
            text_markup(to, message);
        else
            put_text(to, message);
        fputs(html ? "</span>\n" : "\n", to);
        free(message);
    }
    go_m_why_done(&why);
}

static bool source(FILE *to, const struct read_m *in, const char *file, bool html)
{
    FILE *from = fopen(file, "r");
    char *text = NULL;
    size_t cap = 0, n;
    unsigned line = 0;
    if (from == NULL) {
        cli_error("%s: %s; expected to be in the folder that -m was asked in", file,
                  strerror(errno));
        return false;
    }
    fputs(html ? "<h2>" : "", to);
    (html ? text_markup : put_text)(to, file);
    fputs(html ? "</h2>\n<pre>" : "\n", to);
    fprintf(to, "%10s %9s |\n", "blocks/op", "B/op");
    while (getline(&text, &cap, from) > 0) {
        line++;
        margin(to, in, file, line);
        fprintf(to, "| %4u  ", line);
        (html ? text_markup : put_text)(to, text);
        putc('\n', to);
        const struct go_m_finding *f = go_m_between(in->set, file, line, line, &n);
        for (size_t i = 0; i < n; i++)
            said(to, in, &f[i], html);
    }
    fputs(html ? "</pre>\n" : "\n", to);
    fclose(from);
    free(text);
    return true;
}

static const char head[] =
    "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8>\n"
    "<meta name=viewport content='width=device-width'>\n<title>heapmark read-m</title>\n"
    "<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:1rem}"
    "pre{font:14px/1.45 ui-monospace,monospace;overflow-x:auto}span{font-style:italic}"
    ".block{font-weight:bold}.none,.elsewhere{opacity:.75}</style>\n<h1>What -m says, and what it "
    "costs</h1>\n";

bool read_m_annotate(FILE *to, const struct read_m *in, bool html)
{
    bool clean = true;
    const char *last = "";
    fputs(html ? head : "", to);
    for (size_t i = 0; i < in->set->n_findings; i++) {
        const char *file = in->set->findings[i].file;
        if (strcmp(file, last) == 0 || file[0] == '<' || file[0] == '/')
            continue;
        last = file;
        clean &= source(to, in, file, html);
    }
    fputs(html ? "</html>\n" : "", to);
    return clean;
}
