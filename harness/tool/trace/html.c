/* html.c -- the sites of a trace as rows, and its paths as the boxes of a graph. */
#include "trace/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "formats/page.h"
#include "formats/source.h"
#include "trace/formats.h"
#include "trace/out.h"
#include "verdict/paths.h"
#include "verdict/view.h"

enum { COLUMNS = 7, NOTES = 8 };

static const struct formats_column columns[COLUMNS] = {
    { "site", false },   { "blocks", true },        { "bytes", true },
    { "depth", true },   { "alive at once", true }, { "what became of them", false },
    { "advice", false },
};

/* All that the page borrows. */
struct html {
    const struct verdict_report *report;
    struct formats_page page;
    struct formats_row *rows;
    struct formats_value *values;
    char *notes[NOTES];
    size_t note_count;
    struct formats_sources sources;
    bool show_sources;
};

static char *place_text(const struct verdict_site *s)
{
    char call[256];
    verdict_call_text(s, call, sizeof call);
    const char *in = s->at.function != NULL ? s->at.function : "?";
    return s->at.file != NULL
               ? xprintf("%s:%d:%d %s in %s", s->at.file, s->at.line, s->at.column, call, in)
               : xprintf("%s in %s", call, in);
}

static char *verdict_text_of(const struct verdict_site *s)
{
    char part[VERDICT_LINE], *all = NULL;
    for (size_t i = 0; i < s->end_count;) {
        i = verdict_part_text(s, i, part, sizeof part);
        xappend(&all, "%s%s", all != NULL ? "; and " : "", part);
    }
    return all != NULL ? all : xprintf("unknown");
}

static struct formats_value number(bool known, uint64_t n)
{
    return (struct formats_value){ NULL, known, n };
}

static void row(struct html *h, size_t i, const struct verdict_site *s)
{
    struct formats_value *v = &h->values[i * COLUMNS];
    h->rows[i].values = v;
    if (h->show_sources && s->at.file != NULL && i < FORMATS_ROWS_SHOWN)
        h->rows[i].source = formats_source_line(&h->sources, s->at.file, (unsigned)s->at.line);
    v[0].text = i < FORMATS_ROWS_SHOWN ? place_text(s) : NULL;
    v[1] = number(true, s->blocks);
    v[2] = number(true, s->bytes);
    v[3] = number(s->depth_known, s->depth_max);
    v[4] = number(true, s->live_max);
    v[5].text = i < FORMATS_ROWS_SHOWN ? verdict_text_of(s) : NULL;
    v[6].text = s->advice != NULL ? s->advice : "";
}

static void note(struct html *h, char *text)
{
    if (h->note_count < NOTES)
        h->notes[h->note_count++] = text;
    else
        free(text);
}

static void notes(struct html *h)
{
    const struct verdict_report *r = h->report;
    struct stat st;
    note(h, xprintf("%" PRIu64 " blocks, %" PRIu64 " bytes; %" PRIu64 " blocks, %" PRIu64
                    " bytes could have lived on a stack in this run.",
                    r->blocks, r->bytes, r->stackable, r->stackable_bytes));
    if (r->op != NULL)
        note(h, xprintf("Only blocks made inside %s are here.", r->op));
    if (r->outside_blocks > 0)
        note(h, xprintf("%" PRIu64 " blocks were made by code that was not traced; they are not "
                        "here.",
                        r->outside_blocks));
    if (r->dropped > 0)
        note(h, xprintf("%" PRIu64 " blocks were not followed to their end.", r->dropped));
    if (r->no_lines)
        note(h, xprintf("The program has no debug information: only functions are known."));
    if (!h->show_sources)
        note(h, xprintf("Lines of the source were left out (--no-source)."));
    const char *newer =
        stat(r->program, &st) == 0 ? formats_source_newer(&h->sources, st.st_mtime) : NULL;
    if (newer != NULL)
        note(h, xprintf("%s was changed after the program was built: its lines may be others now.",
                        newer));
}

static bool write_page(FILE *out, const void *page)
{
    return formats_page_write(out, page);
}

static bool fill(struct html *h, const struct verdict_view *view, const char *command)
{
    h->rows = xzalloc((view->count + 1) * sizeof *h->rows);
    h->values = xzalloc((view->count + 1) * COLUMNS * sizeof *h->values);
    for (size_t i = 0; i < view->count; i++)
        row(h, i, view->site[i]);
    notes(h);
    h->page = (struct formats_page){ .title = "Where each block could have lived",
                                     .command = command,
                                     .notes = (const char *const *)h->notes,
                                     .note_count = h->note_count,
                                     .columns = columns,
                                     .column_count = COLUMNS,
                                     .blocks_column = 1,
                                     .rows = h->rows,
                                     .row_count = view->count,
                                     .flame_title = "Blocks by the frame they lived in",
                                     .more = trace_html_steps,
                                     .ctx = h->report };
    return true;
}

static void done(struct html *h, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free((char *)h->values[i * COLUMNS].text);
        free((char *)h->values[i * COLUMNS + 5].text);
    }
    for (size_t i = 0; i < h->note_count; i++)
        free(h->notes[i]);
    free(h->rows);
    free(h->values);
    formats_sources_done(&h->sources);
}

bool trace_html(const char *path, const struct verdict_reading *reading, const char *command,
                bool sources)
{
    struct html h = { .report = &reading->report, .show_sources = sources };
    struct verdict_view view;
    struct verdict_paths paths;
    bool ok = verdict_view_make(&view, &reading->report);
    ok = verdict_paths_make(&paths, reading) && ok;
    if (ok) {
        struct formats_stack *stacks = trace_stacks(&paths, reading->report.program);
        fill(&h, &view, command);
        h.page.stacks = stacks;
        h.page.stack_count = paths.count;
        ok = trace_out(path, write_page, &h.page);
        trace_stacks_done(stacks, paths.count);
        done(&h, view.count);
    } else {
        cli_error("no memory for the report");
    }
    free(view.site);
    verdict_paths_done(&paths);
    return ok;
}
