/* formats.c -- the sites of a report as the call stacks that the writers of formats/ take. */
#include "run/formats.h"

#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/xalloc.h"

bool run_format_check(const char *name, const char *out)
{
    if (name == NULL)
        return true;
    if (formats_stack_writer(name) == NULL)
        cli_error("--format=%s: expected dhat, pprof or folded", name);
    else if (strcmp(name, "pprof") == 0 && formats_no_pprof() != NULL)
        cli_error("--format=pprof: %s", formats_no_pprof());
    else if (out == NULL)
        cli_error("--format=%s: --out FILE must name the file", name);
    else
        return true;
    return false;
}

static struct formats_amount amount(bool known, int64_t blocks, int64_t bytes)
{
    return (struct formats_amount){ known, blocks > 0 ? (uint64_t)blocks : 0,
                                    bytes > 0 ? (uint64_t)bytes : 0 };
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* The frame around all others where several processes are in one file; function NULL: none. */
static struct formats_frame process_frame(const struct run_report *report,
                                          const struct run_process *p)
{
    if (report->count < 2)
        return (struct formats_frame){ .function = NULL };
    return (struct formats_frame){ .function =
                                       xprintf("process %d (%s)", p->pid, base_name(p->exe)),
                                   .module = p->exe };
}

/* The frames of a site, innermost first, for the caller to free. */
static struct formats_frame *frames_of(const struct run_site *s, const struct formats_frame *around,
                                       size_t *count)
{
    struct formats_frame *frames = xrealloc(NULL, s->frame_count + 2, sizeof *frames);
    *count = 0;
    for (size_t i = 0; i < s->frame_count; i++) {
        const struct run_frame *f = &s->frames[i];
        frames[(*count)++] = (struct formats_frame){ .function = f->function,
                                                     .file = f->file,
                                                     .module = f->module,
                                                     .line = f->file != NULL ? f->line : 0,
                                                     .address = f->address,
                                                     .inlined = f->inlined };
    }
    if (s->cut)
        frames[(*count)++] = (struct formats_frame){ .function = "(deeper frames not kept)" };
    if (around->function != NULL)
        frames[(*count)++] = *around;
    return frames;
}

static void add(struct run_stacks *to, const struct formats_stack *stack)
{
    *XPUSH(to->at, to->count, to->room) = *stack;
}

/* What the process requested besides the sites that are shown. */
static void add_rest(struct run_stacks *to, const struct run_process *p, const int64_t *shown,
                     bool all_shown, const struct formats_frame *around)
{
    const struct run_sites *s = &p->sites;
    int64_t blocks = (int64_t)p->counters.allocs - shown[RUN_ALLOCS];
    int64_t bytes = (int64_t)p->counters.bytes - shown[RUN_BYTES];
    if (blocks <= 0)
        return;
    struct formats_frame *frames = xrealloc(NULL, 2, sizeof *frames);
    frames[0] = (struct formats_frame){ .function = all_shown ? "(no stack)" : "(other sites)" };
    frames[1] = *around;
    const struct formats_stack rest = {
        .frames = frames,
        .count = around->function != NULL ? 2 : 1,
        .total = amount(true, blocks, bytes),
        .peak =
            amount(s->peak_requested_error == 0, s->peak_requested_blocks - shown[RUN_PEAK_BLOCKS],
                   s->peak_requested - shown[RUN_PEAK_BYTES]),
        .end = amount(s->not_followed == 0 && !p->freed_unseen,
                      p->live_blocks - shown[RUN_LIVE_BLOCKS],
                      s->live_requested - shown[RUN_LIVE_BYTES]),
    };
    add(to, &rest);
}

static void add_process(struct run_stacks *to, const struct run_process *p,
                        const struct formats_frame *around)
{
    const struct run_sites *sites = &p->sites;
    const struct run_ranking *r = sites->ranking;
    int64_t shown[RUN_ORDERS] = { 0 };
    while (r < sites->ranking + RUN_ORDERS - 1 && !r->wanted)
        r++;
    for (size_t i = 0; i < r->count; i++) {
        const struct run_site *s = r->sites[i];
        const int64_t *n = s->amount;
        struct formats_stack stack = {
            .total = amount(true, n[RUN_ALLOCS], n[RUN_BYTES]),
            .peak = amount(sites->peak_requested_error == 0, n[RUN_PEAK_BLOCKS], n[RUN_PEAK_BYTES]),
            .end = amount(sites->not_followed == 0, n[RUN_LIVE_BLOCKS], n[RUN_LIVE_BYTES]),
        };
        stack.frames = frames_of(s, around, &stack.count);
        add(to, &stack);
        for (int by = 0; by < RUN_ORDERS; by++)
            shown[by] += n[by];
    }
    add_rest(to, p, shown, r->count == sites->total, around);
}

static char *joined(char *const *argv)
{
    char *text = NULL;
    for (; *argv != NULL; argv++)
        xappend(&text, "%s%s", text != NULL ? " " : "", *argv);
    return text;
}

void run_stacks_make(struct run_stacks *stacks, const struct run_report *report)
{
    *stacks = (struct run_stacks){ .processes = report->count };
    stacks->around = xrealloc(NULL, report->count + 1, sizeof *stacks->around);
    stacks->command = joined(report->command);
    for (size_t i = 0; i < report->count; i++) {
        const struct run_process *p = &report->processes[i];
        stacks->around[i] = process_frame(report, p);
        if (p->reason == NULL && p->sites.known)
            add_process(stacks, p, &stacks->around[i]);
        else
            cli_error("process %d is not in the file: %s", p->pid,
                      p->reason != NULL     ? p->reason
                      : p->no_sites != NULL ? p->no_sites
                                            : "no memory for its sites");
    }
}

void run_stacks_done(struct run_stacks *stacks)
{
    for (size_t i = 0; i < stacks->count; i++)
        free((void *)stacks->at[i].frames);
    for (size_t i = 0; i < stacks->processes; i++)
        free((char *)stacks->around[i].function);
    free(stacks->at);
    free(stacks->around);
    free(stacks->command);
    *stacks = (struct run_stacks){ 0 };
}

bool run_format_write(FILE *out, const char *name, const struct run_report *report)
{
    struct run_stacks stacks;
    run_stacks_make(&stacks, report);
    const struct formats_heap heap = { .mode = "heapmark run",
                                       .command = stacks.command,
                                       .program = report->processes[0].exe,
                                       .pid = report->processes[0].pid,
                                       .unit = "events",
                                       .mega = "Mevents",
                                       .stacks = stacks.at,
                                       .count = stacks.count };
    bool ok = formats_stack_writer(name)(out, &heap);
    run_stacks_done(&stacks);
    return ok;
}
