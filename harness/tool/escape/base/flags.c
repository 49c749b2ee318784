/* flags.c -- which flags of a build are of no use here; contract in flags.h. */
#include "escape/base/flags.h"

#include <stddef.h>
#include <string.h>

/* The first list that has the flag decides. A name that ends in '*' stands for all that begin
 * so. */
static const char *const two_words[] = { "-o",
                                         "-MF",
                                         "-MT",
                                         "-MQ",
                                         "-MJ",
                                         "-dumpbase",
                                         "-dumpdir",
                                         "-dumpbase-ext",
                                         "-aux-info",
                                         "-auxbase",
                                         "-auxbase-strip",
                                         "--serialize-diagnostics",
                                         "-serialize-diagnostics",
                                         "-index-store-path",
                                         "--output",
                                         "-Xassembler",
                                         "-Xlinker",
                                         "-wrapper",
                                         "-mllvm",
                                         "-include-pch",
                                         NULL };

static const char *const one_word[] = { "-c",
                                        "-S",
                                        "-E",
                                        "-o*",
                                        "-d*",
                                        "-M*",
                                        "-Wa,*",
                                        "--coverage",
                                        "-coverage",
                                        "-flto*",
                                        "-ftest-coverage",
                                        "-fprofile-*",
                                        "-save-temps*",
                                        "--save-temps*",
                                        "-gsplit-dwarf*",
                                        "-fstack-usage",
                                        "-fcallgraph-info*",
                                        "-fdump-*",
                                        "-fopt-info*",
                                        "-fsave-optimization-record*",
                                        "-foptimization-record-file*",
                                        "-ftime-report*",
                                        "-ftime-trace*",
                                        "-fproc-stat-report*",
                                        "-fcrash-diagnostics-dir*",
                                        "-fcompare-debug*",
                                        "--output=*",
                                        "--compile",
                                        "--assemble",
                                        "--preprocess",
                                        "--dependencies",
                                        "--user-dependencies",
                                        "--write-dependencies",
                                        "--write-user-dependencies",
                                        "-time*",
                                        "-aux-info=*",
                                        "-fplugin*",
                                        "-fpass-plugin*",
                                        "-fauto-profile*",
                                        "-iplugindir*",
                                        "-fsanitize*",
                                        "-fcoverage-mapping",
                                        "-fmodule*",
                                        "-fdiagnostics-*",
                                        "-fcolor-diagnostics",
                                        "-fwhole-program",
                                        "-fsyntax-only",
                                        "-fno-ident", /* the column on -O2 asks who wrote it */
                                        "-Qn",
                                        "-C", /* for a preprocessor that runs alone */
                                        "-CC",
                                        "-P",
                                        "-finstrument-functions*",
                                        "--analyze",
                                        "-emit-*",
                                        "-ast-*",
                                        "-verify*",
                                        "-fdebug-compilation-dir*",
                                        "-ffile-compilation-dir*",
                                        "--trace-includes",
                                        "-print-*",
                                        "--print-*",
                                        "-v",
                                        "-###",
                                        "-Q",
                                        "-H",
                                        "--verbose",
                                        "--version",
                                        NULL };

/* Without -f, -fno-, -m, -mno-. clang knows none of them, and ends with an error. */
static const char *const gcc_only[] = { "conserve-stack*",
                                        "allow-store-data-races*",
                                        "ipa-*",
                                        "var-tracking*",
                                        "analyzer*",
                                        "tree-*",
                                        "code-hoisting",
                                        "emit-struct-debug*",
                                        "ira-*",
                                        "diagnostics-*",
                                        "hardened",
                                        "partial-inlining",
                                        "loop-nest-optimize",
                                        "graphite*",
                                        "gnu-tm",
                                        "openacc*",
                                        "lifetime-dse*",
                                        "printf-return-value",
                                        "dce",
                                        "dse",
                                        "live-patching*",
                                        "zero-call-used-regs*",
                                        "strict-flex-arrays*",
                                        "trivial-auto-var-init*",
                                        "optimize-strlen",
                                        "cx-limited-range",
                                        "isolate-erroneous-paths*",
                                        "sched-*",
                                        "ssa-*",
                                        "store-merging",
                                        "toplevel-reorder",
                                        "section-anchors",
                                        "stack-limit*",
                                        "plan9-extensions",
                                        "gnu-unique",
                                        "preferred-stack-boundary*",
                                        "incoming-stack-boundary*",
                                        "indirect-branch*",
                                        "function-return*",
                                        "record-mcount",
                                        "stringop-strategy*",
                                        "memcpy-strategy*",
                                        "memset-strategy*",
                                        "accumulate-outgoing-args",
                                        "abm",
                                        "align-stringops",
                                        "reorder-*",
                                        "guess-branch-probability",
                                        "aggressive-loop-optimizations",
                                        "stats",
                                        NULL };

static bool listed(const char *const *list, const char *flag)
{
    for (; *list != NULL; list++) {
        size_t length = strlen(*list);
        if ((*list)[length - 1] == '*' ? strncmp(*list, flag, length - 1) == 0
                                       : strcmp(*list, flag) == 0)
            return true;
    }
    return false;
}

/* With "-ffile-prefix-map=/build/x=." a file would not be found under the name that it gets. A name
 * that begins with '/' is left: the program has it too, and sites are joined by it. */
static bool names_files_from_nowhere(const char *flag)
{
    const char *to = strrchr(flag, '=');
    return (strncmp(flag, "-ffile-prefix-map=", 18) == 0 ||
            strncmp(flag, "-fdebug-prefix-map=", 19) == 0) &&
           to[1] != '/';
}

int escape_flags_to_drop(const char *flag)
{
    if (names_files_from_nowhere(flag))
        return 1;
    if (strncmp(flag, "-Wp,", 4) == 0 && strstr(flag, ",-M") != NULL)
        return 1;
    return listed(two_words, flag) ? 2 : listed(one_word, flag) ? 1 : 0;
}

bool escape_flags_only_gcc(const char *flag)
{
    if (strncmp(flag, "-f", 2) != 0 && strncmp(flag, "-m", 2) != 0)
        return strncmp(flag, "-specs=", 7) == 0;
    const char *name = flag + 2;
    return listed(gcc_only, strncmp(name, "no-", 3) == 0 ? name + 3 : name);
}

int escape_flags_only_clang(const char *flag)
{
    static const char *const with_value[] = { "-Xclang", "-mllvm", "-target", "-arch", NULL };
    static const char *const alone[] = { "--target=*",         "-Weverything",
                                         "-fblocks",           "-Wthread-*",
                                         "-stdlib=*",          "-Wno-unknown-warning-*",
                                         "-Qunused-arguments", NULL };
    return listed(with_value, flag) ? 2 : listed(alone, flag) ? 1 : 0;
}
