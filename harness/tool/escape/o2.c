/* o2.c -- the calls that gcc and clang leave at -O2; contract in o2.h. */
#include "escape/o2.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "escape/base/arena.h"
#include "escape/base/command.h"

/* The version in `.ident "GCC: (Debian 12.2.0-14) 12.2.0"` (the last word) or in
 * `.ident "Debian clang version 14.0.6"` (what follows "version"). */
const char *escape_o2_version(const char *ident)
{
    if (ident == NULL)
        return NULL;
    if (strncmp(ident, "GCC:", 4) == 0)
        return strrchr(ident, ' ') != NULL ? escape_arena_format("gcc%s", strrchr(ident, ' '))
                                           : NULL;
    const char *version = strstr(ident, "clang version ");
    return version != NULL
               ? escape_arena_format("clang %.*s", (int)strcspn(version + 14, " -+("), version + 14)
               : NULL;
}

void escape_o2_add_file(struct escape_o2 *o2, const char *file)
{
    *ESCAPE_APPEND(o2->files, o2->file_count, o2->file_room) = file;
}

void escape_o2_add_call(struct escape_o2 *o2, struct escape_place at, const char *symbol)
{
    uintptr_t *last = escape_map_at(&o2->by_line, (uintptr_t)at.line + 1);
    *ESCAPE_APPEND(o2->calls, o2->count, o2->room) = (struct escape_call_left){
        .file = at.file, .line = at.line, .column = at.column, .symbol = symbol, .next = *last
    };
    *last = o2->count;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool same_base(const char *a, const char *b)
{
    return strcmp(base_name(a), base_name(b)) == 0;
}

bool escape_o2_names(const struct escape_o2 *o2, const char *file)
{
    for (size_t i = 0; i < o2->file_count; i++)
        if (same_base(o2->files[i], file))
            return true;
    return false;
}

const char *escape_o2_ask(struct escape_o2 *o2, struct escape_place at, bool alone)
{
    if (o2->version == NULL || at.file == NULL)
        return "unknown";
    bool lost = *escape_map_at(&o2->by_line, 1) != 0; /* a call that has no line */
    size_t next = *escape_map_at(&o2->by_line, (uintptr_t)at.line + 1);
    while (next != 0) {
        const struct escape_call_left *call = &o2->calls[next - 1];
        bool here = call->file != NULL && same_base(call->file, at.file);
        if (here && (alone || call->column == at.column))
            return "kept";
        lost = lost || (here && call->column == 0);
        next = call->next;
    }
    return lost ? "unknown" : "deleted";
}

static const char **clang_command(const struct escape_options *options, size_t file, int bitcode)
{
    static const char *const flags[] = { "-w", "-O2", "-g1", "-emit-llvm", "-c", "-o", "-", NULL };
    if (bitcode < 0)
        return escape_command(options, options->clang, flags, options->files[file]);
    const char **args = escape_arena_get(12 * sizeof *args);
    const char *const read[] = {
        options->clang, "-w", "-O2", "-emit-llvm", "-c", "-o", "-", "-xir"
    };
    size_t count = sizeof read / sizeof *read;
    memcpy(args, read, sizeof read);
    args[count] = escape_arena_format("/dev/fd/%d", bitcode);
    return args;
}

void escape_o2_start(struct escape_o2_build *build, size_t file, int bitcode)
{
    static const char *const gcc_flags[] = {
        "-w", "-O2", "-g0", "-dx", "-fdump-tree-optimized-lineno-asmname=stdout",
        "-S", "-o",  "-",   NULL
    };
    const struct escape_options *options = build->options;
    for (int c = 0; c < 2; c++)
        if (build->jobs[c] == NULL)
            build->jobs[c] = escape_arena_get(options->file_count * sizeof *build->jobs[c]);
    if (build->bitcode == NULL)
        build->bitcode = escape_arena_get(options->file_count * sizeof *build->bitcode);
    build->bitcode[file] = bitcode;
    build->jobs[0][file].args =
        escape_command(options, options->gcc, gcc_flags, options->files[file]);
    build->jobs[1][file].args = clang_command(options, file, bitcode);
    for (int c = 0; c < 2; c++)
        process_pool_add(build->pool, &build->jobs[c][file]);
}

/* Read what the compilation of options->files[f] left. o2->version is NULL if that is not known. */
static void read_one(const struct escape_o2_build *build, const struct process_job *job, size_t f,
                     const char *const *symbols, struct escape_o2 *o2)
{
    const char *file = build->options->files[f];
    o2->version = NULL;
    if (!process_job_succeeded(job)) {
        escape_cannot("%s: -O2 column unknown: %s %s", file, job->args[0],
                      job->status == -1 ? "could not be run" : "does not compile it");
        return;
    }
    if (job == &build->jobs[1][f]) {
        escape_o2_add_file(o2, file);
        build->read_bitcode(job->out, job->out_length, symbols, o2);
    } else if (strchr(file, '\n') == NULL) { /* gcc writes one line for each statement */
        build->read_dump(job->out, symbols, o2);
    }
    if (o2->version == NULL)
        escape_cannot("%s: -O2 column unknown: what %s wrote of it cannot be read", file,
                      job->args[0]);
}

/* Read what all compilations of one compiler left. Returns its version, NULL when not known;
 * o2->version is NULL unless all files were read. */
static const char *read_all(const struct escape_o2_build *build, struct process_job *jobs,
                            const char *const *symbols, struct escape_o2 *o2)
{
    const char *version = NULL;
    bool complete = true;
    for (size_t f = 0; jobs != NULL && f < build->options->file_count; f++) {
        struct process_job *job = &jobs[f];
        if (job->args == NULL)
            continue;
        escape_command_wait(build->pool, job);
        read_one(build, job, f, symbols, o2);
        process_jobs_done(job, 1);
        if (jobs == build->jobs[1] && build->bitcode[f] >= 0)
            close(build->bitcode[f]);
        complete = complete && o2->version != NULL;
        version = o2->version != NULL ? o2->version : version;
    }
    if (!complete)
        o2->version = NULL;
    return version;
}

/* A call of an allocator; what a wrapper calls is in the body of the wrapper. */
static bool is_direct(const struct escape_verdict *verdict)
{
    return verdict->subject == ESCAPE_SUBJECT_SITE && !verdict->wrapper && !verdict->indirect;
}

/* In optimised code the headers of glibc call these, at a place in the header. */
static const char *const called_by_headers[][2] = { { "getline", "__getdelim" },
                                                    { "asprintf", "__asprintf_chk" },
                                                    { "vasprintf", "__vasprintf_chk" } };
enum { BY_HEADERS = sizeof called_by_headers / sizeof *called_by_headers };

/* Is a call left that a header makes in place of this function? Its caller is not known. Where gcc
 * has an inline function in the header, clang may have a macro, and the site the other name. */
static bool left_in_header(const struct escape_o2 *o2, const char *allocator)
{
    const char *other = NULL;
    for (size_t h = 0; h < BY_HEADERS; h++)
        if (strcmp(called_by_headers[h][0], allocator) == 0 ||
            strcmp(called_by_headers[h][1], allocator) == 0)
            other = called_by_headers[h][1];
    for (size_t i = 0; i < o2->count && other != NULL; i++)
        if (strcmp(o2->calls[i].symbol, other) == 0)
            return true;
    return false;
}

/* What the sites call, what headers call for them, and malloc and calloc, which compilers put in
 * place of each other. */
static const char *const *symbols_of(const struct escape_verdicts *verdicts)
{
    const char **symbols = escape_arena_get((verdicts->count + BY_HEADERS + 4) * sizeof *symbols);
    size_t n = 0;
    symbols[n++] = "malloc";
    symbols[n++] = "calloc";
    for (size_t h = 0; h < BY_HEADERS; h++)
        symbols[n++] = called_by_headers[h][1];
    for (size_t i = 0; i < verdicts->count; i++) {
        const char *name = !is_direct(&verdicts->list[i]) ? NULL : verdicts->list[i].allocator;
        for (size_t known = 0; known < n && name != NULL; known++)
            if (strcmp(symbols[known], name) == 0)
                name = NULL;
        if (name != NULL)
            symbols[n++] = name;
    }
    return symbols;
}

static bool same_line(const struct escape_verdict *a, const struct escape_verdict *b)
{
    return a->at.line == b->at.line && a->at.file != NULL && b->at.file != NULL &&
           strcmp(a->at.file, b->at.file) == 0;
}

/* The verdicts are sorted by place, so those of one line are neighbours. */
static bool alone_on_line(const struct escape_verdicts *verdicts, size_t index)
{
    const struct escape_verdict *one = &verdicts->list[index];
    for (size_t i = index; i-- > 0 && same_line(one, &verdicts->list[i]);)
        if (is_direct(&verdicts->list[i]))
            return false;
    for (size_t i = index + 1; i < verdicts->count && same_line(one, &verdicts->list[i]); i++)
        if (is_direct(&verdicts->list[i]))
            return false;
    return true;
}

/* What a compiler writes of a source always names it, a header only if code of it is left. */
static bool is_source(const struct escape_options *options, const char *file)
{
    for (size_t f = 0; file != NULL && f < options->file_count; f++)
        if (same_base(options->files[f], file))
            return true;
    return false;
}

static const char *ask_about(const struct escape_options *options, struct escape_o2 *o2,
                             const struct escape_verdicts *verdicts, size_t index)
{
    const struct escape_verdict *verdict = &verdicts->list[index];
    const char *file = verdict->at.file;
    if (is_source(options, file) && !escape_o2_names(o2, file))
        return "unknown";
    const char *answer = escape_o2_ask(o2, verdict->at, alone_on_line(verdicts, index));
    bool other = strcmp(answer, "deleted") == 0 && left_in_header(o2, verdict->allocator);
    return other ? "unknown" : answer;
}

void escape_o2_judge(struct escape_o2_build *build, struct escape_verdicts *verdicts,
                     const char *versions[2])
{
    const char *const *symbols = symbols_of(verdicts);
    struct escape_o2 gcc = { 0 }, clang = { 0 };
    versions[0] = read_all(build, build->jobs[0], symbols, &gcc);
    versions[1] = read_all(build, build->jobs[1], symbols, &clang);
    for (size_t i = 0; i < verdicts->count; i++) {
        struct escape_verdict *verdict = &verdicts->list[i];
        if (!is_direct(verdict))
            continue;
        verdict->gcc = ask_about(build->options, &gcc, verdicts, i);
        verdict->clang = ask_about(build->options, &clang, verdicts, i);
    }
}
