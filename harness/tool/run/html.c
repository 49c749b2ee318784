/* html.c -- the call stacks of a run as rows, and as the boxes of a graph. */
#include "run/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "formats/page.h"
#include "formats/source.h"
#include "run/formats.h"

enum { COLUMNS = 8, CALLERS_SHOWN = 4, NOTES = 12 };

static const struct formats_column columns[COLUMNS] = {
    { "site", false },
    { "blocks", true },
    { "bytes", true },
    { "live blocks", true },
    { "live bytes", true },
    { "blocks at the peak", true },
    { "bytes at the peak", true },
    { "called by", false },
};

/* The innermost frame with a line is where the program allocates; SIZE_MAX: there is none. */
static size_t own_frame(const struct formats_stack *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->frames[i].file != NULL)
            return i;
    return SIZE_MAX;
}

static const char *name_of(const struct formats_frame *f)
{
    return f->function != NULL ? f->function : "???";
}

static char *place_text(const struct formats_stack *s, size_t own)
{
    if (own == SIZE_MAX)
        return xprintf("%s", s->count > 0 ? name_of(&s->frames[0]) : "???");
    const struct formats_frame *f = &s->frames[own];
    char *text = xprintf("%s:%u in %s", f->file, f->line, name_of(f));
    if (own > 0)
        xappend(&text, ", by %s", name_of(&s->frames[own - 1]));
    return text;
}

static char *callers_text(const struct formats_stack *s, size_t own)
{
    char *text = NULL;
    size_t first = own == SIZE_MAX ? 1 : own + 1;
    for (size_t i = first; i < s->count && i < first + CALLERS_SHOWN; i++)
        xappend(&text, "%s%s", i > first ? " < " : "", name_of(&s->frames[i]));
    if (s->count > first + CALLERS_SHOWN)
        xappend(&text, " < and %zu more", s->count - first - CALLERS_SHOWN);
    return text != NULL ? text : xprintf("%s", "");
}

static struct formats_value number(bool known, uint64_t n)
{
    return (struct formats_value){ NULL, known, n };
}

static void row(struct formats_row *row, struct formats_value *v, const struct formats_stack *s,
                struct formats_sources *sources)
{
    size_t own = own_frame(s);
    row->values = v;
    if (sources != NULL && own != SIZE_MAX)
        row->source = formats_source_line(sources, s->frames[own].file, s->frames[own].line);
    v[0].text = place_text(s, own);
    v[1] = number(true, s->total.blocks);
    v[2] = number(true, s->total.bytes);
    v[3] = number(s->end.known, s->end.blocks);
    v[4] = number(s->end.known, s->end.bytes);
    v[5] = number(s->peak.known, s->peak.blocks);
    v[6] = number(s->peak.known, s->peak.bytes);
    v[7].text = callers_text(s, own);
}

/* One for each process, and one for each thing that is not on the page. */
static size_t notes_of(const struct run_report *r, bool sources, char **notes)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count && n < NOTES - 2; i++) {
        const struct run_process *p = &r->processes[i];
        notes[n++] =
            p->reason != NULL
                ? xprintf("%s (process %d) was not counted: %s.", p->exe, p->pid, p->reason)
            : p->freed_unseen
                ? xprintf("%s (process %d): %" PRIu64 " blocks, %" PRIu64
                          " bytes; how many were alive is not known.",
                          p->exe, p->pid, p->counters.allocs, p->counters.bytes)
                : xprintf("%s (process %d): %" PRIu64 " blocks, %" PRIu64 " bytes; at most %" PRId64
                          " blocks alive; %" PRId64 " blocks alive at the end.",
                          p->exe, p->pid, p->counters.allocs, p->counters.bytes, p->peak_blocks,
                          p->live_blocks);
    }
    if (r->count > NOTES - 2)
        notes[n++] = xprintf("And %zu more processes.", r->count - (NOTES - 2));
    if (!sources)
        notes[n++] = xprintf("Lines of the source were left out (--no-source).");
    return n;
}

bool run_html(FILE *out, const struct run_report *report, bool sources)
{
    struct run_stacks stacks;
    struct formats_sources files = { 0 };
    char *notes[NOTES];
    run_stacks_make(&stacks, report);
    size_t note_count = notes_of(report, sources, notes);
    struct formats_row *rows = xzalloc((stacks.count + 1) * sizeof *rows);
    struct formats_value *values = xzalloc((stacks.count + 1) * COLUMNS * sizeof *values);
    for (size_t i = 0; i < stacks.count; i++)
        row(&rows[i], &values[i * COLUMNS], &stacks.at[i],
            sources && i < FORMATS_ROWS_SHOWN ? &files : NULL);
    const struct formats_page page = { .title = "What was allocated, and where",
                                       .command = stacks.command,
                                       .notes = (const char *const *)notes,
                                       .note_count = note_count,
                                       .columns = columns,
                                       .column_count = COLUMNS,
                                       .blocks_column = 1,
                                       .rows = rows,
                                       .row_count = stacks.count,
                                       .flame_title = "Blocks by call stack",
                                       .stacks = stacks.at,
                                       .stack_count = stacks.count };
    bool ok = formats_page_write(out, &page);
    for (size_t i = 0; i < stacks.count; i++) {
        free((char *)values[i * COLUMNS].text);
        free((char *)values[i * COLUMNS + 7].text);
    }
    while (note_count > 0)
        free(notes[--note_count]);
    free(rows);
    free(values);
    formats_sources_done(&files);
    run_stacks_done(&stacks);
    return ok;
}
