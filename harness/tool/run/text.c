/* text.c -- the report of `heapmark run` as text: at most 80 columns, no colour. */
#include "run/report.h"

#include <inttypes.h>
#include <string.h>

static void write_ending(FILE *out, const struct run_report *r)
{
    fputs("heapmark:", out);
    for (char *const *arg = r->command; *arg != NULL; arg++)
        fprintf(out, " %s", *arg);
    if (r->killed)
        fprintf(out, ": killed by signal %d (%s)\n", r->status, strsignal(r->status));
    else
        fprintf(out, ": exit status %d\n", r->status);
}

static void write_who(FILE *out, const struct run_report *r, const struct run_process *p)
{
    if (r->children || r->count > 1)
        fprintf(out, "process %d (parent %d): %s%s%s\n", p->pid, p->ppid, p->exe,
                p->forked ? ", since its fork" : "", p->running ? ", still running" : "");
}

static void write_counts(FILE *out, const struct run_process *p)
{
    fprintf(out,
            "  allocs        %12" PRIu64 " blocks %15" PRIu64 " bytes requested, %" PRIu64
            " usable\n",
            p->counters.allocs, p->counters.bytes, p->usable);
    fprintf(out, "  frees         %12" PRIu64 " blocks\n", p->counters.frees);
    fprintf(out, "  reallocs      %12" PRIu64 " grown  %15" PRIu64 " shrunk\n", p->counters.grows,
            p->counters.shrinks);
    fprintf(out, "  peak live     %12" PRId64 " blocks %15" PRId64 " bytes usable", p->peak_blocks,
            p->peak_usable);
    if (p->peak_error != 0)
        fprintf(out, " (within %" PRIu64 " blocks, %" PRIu64 " bytes)", p->peak_blocks_error,
                p->peak_error);
    fprintf(out, "\n  live at %s  %12" PRId64 " blocks %15" PRId64 " bytes usable\n",
            p->running ? "now " : "exit", p->live_blocks, p->live_usable);
}

static void write_classes(FILE *out, const struct run_process *p)
{
    fputs("  size up to          blocks           bytes\n", out);
    for (int i = 0; i < RUN_CLASSES; i++)
        if (p->class_allocs[i] != 0)
            fprintf(out, "  %10" PRIu64 "    %12" PRIu64 " %15" PRIu64 "\n", UINT64_C(1) << (i + 3),
                    p->class_allocs[i], p->class_bytes[i]);
}

static void write_frame(FILE *out, const struct run_frame *f)
{
    fprintf(out, "        %s%s", f->function != NULL ? f->function : "??",
            f->inlined ? " (inlined)" : "");
    if (f->file != NULL)
        fprintf(out, " %s:%u\n", f->file, f->line);
    else
        fprintf(out, " %s+0x%" PRIx64 "\n", f->module != NULL ? f->module : "??", f->address);
}

static void write_ranking(FILE *out, const char *title, const struct run_site *sites, size_t n)
{
    fprintf(out, "  %s\n", title);
    for (size_t i = 0; i < n; i++) {
        const struct run_site *s = &sites[i];
        fprintf(out, "    %" PRIu64 " block%s, %" PRIu64 " byte%s (%s)\n", s->allocs,
                s->allocs == 1 ? "" : "s", s->bytes, s->bytes == 1 ? "" : "s",
                s->unwound ? "by unwind tables" : "by frame pointers");
        for (size_t k = 0; k < s->frame_count; k++)
            write_frame(out, &s->frames[k]);
        if (s->cut)
            fputs("        ... deeper frames not kept\n", out);
    }
}

static void write_sites(FILE *out, const struct run_sites *s)
{
    fprintf(out, "  sites: %zu; stacks by frame pointers %" PRIu64 ", by unwind tables %" PRIu64,
            s->total, s->stacks_by_frame_pointer, s->stacks_by_unwinder);
    if (s->allocs_without_stack != 0)
        fprintf(out, ", without a stack %" PRIu64, s->allocs_without_stack);
    fputc('\n', out);
    write_ranking(out, "most blocks", s->by_count, s->shown);
    write_ranking(out, "most bytes", s->by_bytes, s->shown);
}

bool run_text(FILE *out, const struct run_report *report)
{
    write_ending(out, report);
    for (size_t i = 0; i < report->count; i++) {
        const struct run_process *p = &report->processes[i];
        write_who(out, report, p);
        if (p->reason != NULL) {
            fprintf(out, "  not counted: %s\n", p->reason);
            continue;
        }
        write_counts(out, p);
        write_classes(out, p);
        if (p->sites.known)
            write_sites(out, &p->sites);
    }
    if (report->uncounted != 0)
        fprintf(out, "not counted: %" PRIu64 " more processes than the ledger holds\n",
                report->uncounted);
    return fflush(out) == 0 && !ferror(out);
}
