/* formats.c -- the paths of a trace as the call stacks that the writers of formats/ take. */
#include "trace/formats.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "formats/stacks.h"
#include "trace/out.h"
#include "verdict/paths.h"

enum { VERDICT_ROOM = 512 };

bool trace_format_check(const struct trace_format *f)
{
    if (f->name == NULL && strcmp(f->out, "-") != 0) {
        cli_error("--out names the file of --format, which is not given");
        return false;
    }
    if (f->name == NULL || strcmp(f->name, "sarif") == 0)
        return true;
    bool pprof = strcmp(f->name, "pprof") == 0;
    if (formats_stack_writer(f->name) == NULL)
        cli_error("--format=%s: expected dhat, pprof, folded or sarif", f->name);
    else if (pprof && formats_no_pprof() != NULL)
        cli_error("--format=pprof: %s", formats_no_pprof());
    else if (pprof && strcmp(f->out, "-") == 0 && isatty(STDOUT_FILENO))
        cli_error("--format=pprof: a terminal cannot show it; --out=FILE names a file");
    else
        return true;
    return false;
}

bool trace_format_needs_events(const struct trace_format *f)
{
    return f->name != NULL && strcmp(f->name, "dhat") == 0;
}

static struct formats_frame frame_of(const struct verdict_at *at, const char *module)
{
    return (struct formats_frame){ .function = at->function,
                                   .file = at->file,
                                   .module = module,
                                   .line = at->line > 0 ? (unsigned)at->line : 0,
                                   .column = at->column > 0 ? (unsigned)at->column : 0 };
}

static struct formats_stack stack_of(const struct verdict_path *p, bool timed, const char *module)
{
    static const struct verdict_at deeper = { .function = "(deeper frames not kept)" };
    static const struct verdict_at repeated = { .function = "(more turns of the recursion)" };
    struct formats_frame *frames = xrealloc(NULL, p->caller_count + 3, sizeof *frames);
    size_t count = 0;
    frames[count++] = frame_of(&p->at, module);
    size_t left_out = p->left_out_max > 0 ? verdict_left_out_at(p->callers, p->caller_count) : 0;
    for (size_t i = 0; i < p->caller_count; i++) {
        frames[count++] = frame_of(&p->callers[i], module);
        if (i + 1 == left_out)
            frames[count++] = frame_of(&repeated, NULL);
    }
    if (p->cut)
        frames[count++] = frame_of(&deeper, NULL);
    char verdict[VERDICT_ROOM];
    bool kept = p->kind == VERDICT_END_NOT_FREED;
    bool lost = p->kind == VERDICT_END_UNKNOWN && p->why == VERDICT_NO_ROOM;
    return (struct formats_stack){
        .frames = frames,
        .count = count,
        .verdict = xprintf("%s", verdict_path_text(p, verdict, sizeof verdict)),
        .total = { true, p->blocks, p->bytes },
        .most = { timed, p->max_blocks, p->max_bytes },
        .peak = { timed, p->peak_blocks, p->peak_bytes },
        .end = { !lost, kept ? p->blocks : 0, kept ? p->bytes : 0 },
        .lifetime = p->lifetime,
    };
}

char *trace_command(char **sources, char **argv)
{
    char *text = sources[0] == NULL ? xprintf("%s", argv[0]) : NULL;
    for (char **at = sources; *at != NULL; at++)
        xappend(&text, "%s%s", text != NULL ? " " : "", *at);
    for (char **at = argv + 1; *at != NULL; at++)
        xappend(&text, " %s", *at);
    return text;
}

struct formats_stack *trace_stacks(const struct verdict_paths *paths, const char *program)
{
    struct formats_stack *stacks = xrealloc(NULL, paths->count + 1, sizeof *stacks);
    for (size_t i = 0; i < paths->count; i++)
        stacks[i] = stack_of(&paths->at[i], paths->timed, program);
    return stacks;
}

void trace_stacks_done(struct formats_stack *stacks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free((void *)stacks[i].frames);
        free((char *)stacks[i].verdict);
    }
    free(stacks);
}

struct heap_file {
    formats_writer *write;
    struct formats_heap heap;
};

static bool write_heap(FILE *out, const void *file)
{
    const struct heap_file *f = file;
    return f->write(out, &f->heap);
}

static bool write_stacks(const struct trace_format *f, const struct verdict_paths *paths,
                         const struct verdict_report *report, char **sources, char **argv)
{
    struct formats_stack *stacks = trace_stacks(paths, report->program);
    char *command = trace_command(sources, argv);
    const struct heap_file file = { formats_stack_writer(f->name),
                                    { .mode = "heapmark trace",
                                      .command = command,
                                      .program = report->program,
                                      .pid = (int)report->pid,
                                      .timed = paths->timed,
                                      .end = paths->end,
                                      .peak_at = paths->peak_at,
                                      .unit = "events",
                                      .mega = "Mevents",
                                      .stacks = stacks,
                                      .count = paths->count } };
    bool ok = trace_out(f->out, write_heap, &file);
    trace_stacks_done(stacks, paths->count);
    free(command);
    return ok;
}

bool trace_format_write(const struct trace_format *f, const struct verdict_reading *reading,
                        char **sources, char **argv)
{
    if (strcmp(f->name, "sarif") == 0)
        return trace_out(f->out, trace_sarif, &reading->report);
    struct verdict_paths paths;
    bool ok = verdict_paths_make(&paths, reading);
    if (!ok)
        cli_error("no memory for the report");
    if (ok && !paths.timed && trace_format_needs_events(f))
        cli_error("how long blocks lived is not known: the run was longer than --max-events, or "
                  "its events are not all there; the file has totals alone");
    ok = ok && write_stacks(f, &paths, &reading->report, sources, argv);
    verdict_paths_done(&paths);
    return ok;
}
