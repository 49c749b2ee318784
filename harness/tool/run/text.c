/* text.c -- the report of `heapmark run` as text, without colour. */
#include "run/report.h"
#include "run/text_sites.h"

#include <inttypes.h>
#include <string.h>

static void write_ending(FILE *out, const struct run_report *r)
{
    fputs("heapmark:", out);
    for (char *const *arg = r->command; *arg != NULL; arg++) {
        fputc(' ', out);
        run_text_plain(out, *arg);
    }
    if (r->killed)
        fprintf(out, ": killed by signal %d (%s)\n", r->status, strsignal(r->status));
    else
        fprintf(out, ": exit status %d\n", r->status);
    if (r->script != NULL && r->count == 1)
        fprintf(out, "  the numbers are those of %s, which runs this script\n", r->script);
}

static void write_executed(FILE *out, const struct run_process *p)
{
    if (p->executed == NULL)
        return;
    fputs(p->goes_on ? "  it executed " : "  counting ended there: it executed ", out);
    run_text_plain(out, p->executed);
    fputs(p->goes_on ? ", counted below\n" : "\n", out);
}

static void write_who(FILE *out, const struct run_report *r, const struct run_process *p)
{
    if (r->children || r->count > 1) {
        fprintf(out, "process %d (parent %d): ", p->pid, p->ppid);
        run_text_plain(out, p->exe);
        fprintf(out, "%s%s\n", p->forked ? ", since its fork" : "",
                p->running ? ", still running" : "");
    }
}

/* The blocks are those alive at that moment, when the bytes requested were most. */
static void write_requested_peak(FILE *out, const struct run_sites *s)
{
    fprintf(out, "                %12" PRId64 " blocks %15" PRId64 " bytes requested",
            s->peak_requested_blocks, s->peak_requested);
    if (s->peak_requested_error != 0)
        fprintf(out, " (within %" PRIu64 " bytes)", s->peak_requested_error);
    fputc('\n', out);
}

static void write_live(FILE *out, const struct run_process *p)
{
    if (p->freed_unseen) {
        fputs("  alive: not known: it freed blocks that another malloc made (dlmopen, "
              "RTLD_DEEPBIND)\n",
              out);
        return;
    }
    fprintf(out, "  peak live     %12" PRId64 " blocks %15" PRId64 " bytes usable", p->peak_blocks,
            p->peak_usable);
    if (p->peak_error != 0)
        fprintf(out, " (within %" PRIu64 " blocks, %" PRIu64 " bytes)", p->peak_blocks_error,
                p->peak_error);
    fputc('\n', out);
    if (p->sites.known)
        write_requested_peak(out, &p->sites);
    fprintf(out, "  live at %s  %12" PRId64 " blocks %15" PRId64 " bytes usable",
            p->running ? "now " : "exit", p->live_blocks, p->live_usable);
    if (p->sites.known)
        fprintf(out, ", %" PRId64 " requested", p->sites.live_requested);
    fputc('\n', out);
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
    write_live(out, p);
}

static void write_classes(FILE *out, const struct run_process *p)
{
    fputs("  size up to          blocks           bytes\n", out);
    for (int i = 0; i < RUN_CLASSES; i++)
        if (p->class_allocs[i] != 0)
            fprintf(out, "  %10" PRIu64 "    %12" PRIu64 " %15" PRIu64 "\n", UINT64_C(1) << (i + 3),
                    p->class_allocs[i], p->class_bytes[i]);
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
        write_executed(out, p);
        if (p->sites.known)
            run_text_sites(out, &p->sites, p->exe);
        else if (p->no_sites != NULL)
            fprintf(out, "  sites: not known: %s\n", p->no_sites);
    }
    if (report->others)
        fputs("not counted: the processes that it started (--children counts them)\n", out);
    for (size_t i = 0; i < report->uncounted_count; i++)
        fprintf(out, "not counted: %" PRIu64 " process%s: %s\n", report->uncounted[i].processes,
                report->uncounted[i].processes == 1 ? "" : "es", report->uncounted[i].reason);
    return fflush(out) == 0 && !ferror(out);
}
