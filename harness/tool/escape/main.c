/* main.c -- heapmark-escape, the program that `heapmark escape` starts. It is a separate program so
 * that the rest of heapmark builds and runs without LLVM, and survives a crash of LLVM. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli/error.h"
#include "cli/size_limit.h"
#include "escape/base/arena.h"
#include "escape/base/project.h"
#include "escape/dump.h"
#include "escape/judge.h"
#include "escape/llvm/hooks.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/left.h"
#include "escape/llvm/slice.h"
#include "escape/o2.h"
#include "escape/write.h"
#include "want/want.h"

static int check(const struct escape_options *options, const struct escape_verdicts *verdicts)
{
    struct want_message *messages = escape_arena_get((verdicts->count + 1) * sizeof *messages);
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct escape_verdict *v = &verdicts->list[i];
        messages[i] = (struct want_message){ v->at.file != NULL ? v->at.file : "?", v->at.line,
                                             v->at.column, v->message };
    }
    struct want_result result =
        want_check(stdout, options->files, options->file_count, messages, verdicts->count);
    printf("%zu wanted, %zu matched, %zu unexpected, %zu known to be imprecise\n", result.wanted,
           result.matched, result.unexpected, result.imprecise);
    if (result.wanted == 0 && result.unexpected == 0)
        return escape_cannot("no // WANT comment and nothing to judge in %s", options->files[0]);
    return want_held(&result) ? 0 : 1;
}

static int report(const struct escape_options *options, const struct escape_verdicts *verdicts,
                  const char *const compilers[2])
{
    if (options->check)
        return check(options, verdicts);
    if (options->sarif)
        return escape_write_sarif(stdout, verdicts) == 0
                   ? 0
                   : escape_cannot("the SARIF file could not be written");
    if (!options->json) {
        escape_write_text(stdout, verdicts, options->why);
        if (verdicts->count == 0)
            fputs("heapmark escape: found nothing to judge; --alloc=NAME names an allocator "
                  "that is not in the C library\n",
                  stderr);
        return 0;
    }
    if (escape_write_json(stdout, options, verdicts, compilers, HM_LLVM_VERSION) != 0)
        return escape_cannot("the JSON could not be written");
    return 0;
}

/* Only files that allocate are compiled at -O2. */
static void start_o2(void *o2, const struct llvm_program *program, size_t file,
                     LLVMModuleRef module)
{
    if (llvm_allocates(program, module))
        escape_o2_start(o2, file, llvm_slice(program, module));
}

static void add_left(void *o2, struct escape_place at, const char *symbol)
{
    escape_o2_add_call(o2, at, symbol);
}

static void read_bitcode(const char *bitcode, size_t length, const char *const *symbols,
                         struct escape_o2 *o2)
{
    o2->version = escape_o2_version(llvm_left(bitcode, length, symbols, add_left, o2));
}

int main(int argc, char **argv)
{
    struct escape_options options;
    cli_set_verb("escape");
    cli_survive_size_limit();
    int status = escape_options_read(&options, argc, argv);
    if (status == 0 && !options.help)
        status = escape_project_read(&options);
    if (status == 0 && options.help) {
        fputs(escape_options_help, stdout);
    } else if (status == 0) {
        struct llvm_program program;
        struct escape_verdicts verdicts = { 0 };
        const char *compilers[2] = { NULL, NULL };
        if (options.clang == NULL)
            options.clang = HM_CLANG;
        struct process_pool pool = { .at_once = 0 };
        struct escape_o2_build o2 = { .options = &options,
                                      .pool = &pool,
                                      .read_dump = escape_dump_read,
                                      .read_bitcode = read_bitcode };
        bool optimised = options.optimised && options.sites && !options.check;
        struct llvm_build build = { &pool, optimised ? start_o2 : NULL, &o2 };
        status = llvm_program_open(&program, &options, &build);
        if (status == 0) {
            program.hooks = llvm_hooks_find(&program);
            escape_judge(&program, &verdicts);
            if (optimised)
                escape_o2_judge(&o2, &verdicts, compilers);
            status = report(&options, &verdicts, compilers);
        }
        llvm_program_close(&program);
    }
    escape_arena_release();
    bool before = ferror(stdout) != 0, last = fflush(stdout) != 0;
    if (before || last)
        status = escape_cannot("<stdout>: cannot be written%s%s", last ? ": " : "",
                               last ? strerror(errno) : "");
    return status;
}
