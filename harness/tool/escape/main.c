/* main.c -- heapmark-escape: the program behind `heapmark escape`. It is one of its own so that the
 * rest of heapmark builds and runs without LLVM, and so that a fault in LLVM ends only this. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "escape/base/arena.h"
#include "escape/judge.h"
#include "escape/o2.h"
#include "escape/want.h"
#include "escape/write.h"

static int check(const struct hm__options *options, const struct hm__verdicts *verdicts)
{
    struct hm__want_result result =
        hm__want_check(options->files, options->file_count, verdicts, stdout);
    printf("%zu wanted, %zu matched, %zu unexpected, %zu known to be imprecise\n", result.wanted,
           result.matched, result.unexpected, result.imprecise);
    if (result.wanted == 0 && result.unexpected == 0)
        return hm__cannot("no // WANT comment and nothing to compare in %s", options->files[0]);
    return result.matched == result.wanted && result.unexpected == 0 ? 0 : 1;
}

static int report(const struct hm__options *options, const struct hm__verdicts *verdicts,
                  const char *const compilers[2])
{
    if (options->check)
        return check(options, verdicts);
    if (!options->json) {
        hm__write_text(stdout, verdicts, options->why);
        if (verdicts->count == 0)
            fputs("heapmark escape: found nothing of what was asked for; --alloc=NAME names an "
                  "allocator that is not the library's\n",
                  stderr);
        return 0;
    }
    if (hm__write_json(stdout, options, verdicts, compilers, HM_LLVM_VERSION) != 0)
        return hm__cannot("the JSON could not be written");
    return 0;
}

int main(int argc, char **argv)
{
    struct hm__options options;
    int status = hm__options_read(&options, argc, argv);
    if (status == 0 && options.help) {
        fputs(hm__options_help, stdout);
    } else if (status == 0) {
        struct hm__program program;
        struct hm__verdicts verdicts = { 0 };
        const char *compilers[2] = { NULL, NULL };
        status = hm__program_open(&program, &options);
        if (status == 0) {
            hm__judge(&program, &verdicts);
            if (options.optimised && !options.check)
                hm__o2_judge(&options, options.clang != NULL ? options.clang : HM_CLANG, &verdicts,
                             compilers);
            status = report(&options, &verdicts, compilers);
        }
        hm__program_close(&program);
    }
    hm__arena_release();
    bool before = ferror(stdout) != 0, last = fflush(stdout) != 0;
    if (before || last)
        status = hm__cannot("<stdout>: cannot be written%s%s", last ? ": " : "",
                            last ? strerror(errno) : "");
    return status;
}
