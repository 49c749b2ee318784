/* page.c -- the page around the sections, and the table of sites. */
#include "formats/page.h"

#include <inttypes.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "formats/assets.h"
#include "text/write.h"

void formats_page_put(FILE *out, const char *text)
{
    char *copy = xprintf("%s", text);
    hm_base_make_utf8(copy);
    text_markup(out, copy);
    free(copy);
}

static void head(FILE *out, const struct formats_page *p)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
          "'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
          "<link rel=\"icon\" href=\"data:,\">\n<title>",
          out);
    formats_page_put(out, p->title);
    fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<h1>", formats_page_css);
    formats_page_put(out, p->title);
    fputs("</h1>\n<p><code>", out);
    formats_page_put(out, p->command);
    fputs("</code></p>\n", out);
    for (size_t i = 0; i < p->note_count; i++) {
        fputs("<p class=\"note\">", out);
        formats_page_put(out, p->notes[i]);
        fputs("</p>\n", out);
    }
}

static void heading(FILE *out, const struct formats_page *p)
{
    fputs("<table class=\"sites\">\n<thead><tr>", out);
    for (size_t i = 0; i < p->column_count; i++) {
        fprintf(out, "<th scope=\"col\"%s>", p->columns[i].number ? " class=\"number\"" : "");
        formats_page_put(out, p->columns[i].title);
        fputs("</th>", out);
    }
    fputs("</tr></thead>\n<tbody>\n", out);
}

static void cell(FILE *out, const struct formats_page *p, const struct formats_row *row, size_t i)
{
    const struct formats_value *v = &row->values[i];
    if (p->columns[i].number && v->known) {
        fprintf(out, "<td class=\"number\" data-n=\"%" PRIu64 "\">%" PRIu64 "</td>", v->number,
                v->number);
    } else if (p->columns[i].number) {
        fputs("<td class=\"number\">unknown</td>", out);
    } else {
        fprintf(out, "<td class=\"words%s\">", i == 0 ? " place" : "");
        formats_page_put(out, v->text != NULL ? v->text : "");
        if (i == 0 && row->source != NULL) {
            fputs("<pre>", out);
            formats_page_put(out, row->source);
            fputs("</pre>", out);
        }
        fputs("</td>", out);
    }
}

static void table(FILE *out, const struct formats_page *p)
{
    size_t shown = p->row_count < FORMATS_ROWS_SHOWN ? p->row_count : FORMATS_ROWS_SHOWN;
    uint64_t left = 0;
    fprintf(
        out,
        "<h2 id=\"sites\">Sites</h2>\n<div class=\"bar\" hidden><label for=\"filter\">Only rows "
        "with</label> <input id=\"filter\" type=\"search\"> <span id=\"shown\" "
        "aria-live=\"polite\"></span></div>\n"
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"sites\">\n");
    heading(out, p);
    for (size_t r = 0; r < shown; r++) {
        fputs("<tr>", out);
        for (size_t i = 0; i < p->column_count; i++)
            cell(out, p, &p->rows[r], i);
        fputs("</tr>\n", out);
    }
    fputs("</tbody>\n</table>\n</div>\n", out);
    for (size_t r = shown; r < p->row_count; r++)
        left += p->rows[r].values[p->blocks_column].number;
    if (shown < p->row_count)
        fprintf(out,
                "<p class=\"note\">Left out: %zu further sites with %" PRIu64
                " blocks, fewer each than those above. The JSON report has them all.</p>\n",
                p->row_count - shown, left);
    if (p->row_count == 0)
        fputs("<p class=\"note\">No block was made.</p>\n", out);
}

void formats_page_json(FILE *out, const char *id, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    fprintf(out, "<script type=\"application/json\" id=\"%s\">", id);
    for (const char *at = text != NULL ? text : "null"; *at != '\0'; at++)
        if (*at == '<')
            fputs("\\u003c", out);
        else
            fputc(*at, out);
    fputs("</script>\n", out);
    free(text);
    json_decref(value);
}

bool formats_page_write(FILE *out, const struct formats_page *p)
{
    head(out, p);
    fputs("<nav><a href=\"#graph\">Graph</a> ", out);
    if (p->more != NULL)
        fputs("<a href=\"#steps\">Steps</a> ", out);
    fputs("<a href=\"#sites\">Sites</a></nav>\n<h2 id=\"graph\">", out);
    formats_page_put(out, p->flame_title);
    fputs("</h2>\n", out);
    formats_flame_write(out, p->stacks, p->stack_count);
    if (p->more != NULL)
        p->more(out, p->ctx);
    table(out, p);
    fprintf(out, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", formats_page_js);
    return fflush(out) == 0 && !ferror(out);
}
