/* grade_ready.c -- what the grader needs, tried before it is needed. */
#include "grade/ready.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grade/build.h"
#include "cli/option.h"
#include "process/sandbox.h"
#include "cli/xalloc.h"

enum { VERSION_S = 10 };

const char *hm__compiler_of(const struct hm__grader *grader)
{
    return grader->compiler != NULL ? grader->compiler : "cc";
}

void hm__check_source(const struct hm__grader *grader, const struct hm__exercise *exercise,
                      enum hm__kind kind, char source[HM__CHECK_PATH])
{
    if (kind == HM__KIND_HIDDEN && grader->hidden != NULL)
        snprintf(source, HM__CHECK_PATH, "%.4000s/%s/check.c", grader->hidden, exercise->name);
    else
        snprintf(source, HM__CHECK_PATH, "%s/%scheck.c", exercise->folder,
                 kind == HM__KIND_HIDDEN ? "hidden/" : "");
}

/* The same start, environment and folder-independence as a compilation. */
static bool compiler_starts(const char *compiler)
{
    const char *argv[] = { compiler, "--version", NULL };
    const char *env[] = { HM__COMPILER_PATH, "LC_ALL=C", NULL };
    struct hm__sandbox s = { .argv = argv,
                             .env = env,
                             .folder = "/",
                             .wall_s = VERSION_S,
                             .cpu_s = VERSION_S,
                             .trusted = true };
    struct hm__ran *ran = hm__xzalloc(sizeof *ran);
    hm__sandbox_run(&s, ran);
    bool starts = ran->ending == HM__EXITED && ran->status == 0;
    free(ran);
    return starts;
}

bool hm__grader_ready(const struct hm__grader *grader)
{
    const char *allocator = grader->allocator;
    if (allocator != NULL && strcmp(allocator, "jemalloc") != 0 && strcmp(allocator, "glibc") != 0)
        fprintf(stderr, "%s: --allocator=%s: jemalloc or glibc was expected\n", hm__speaker(),
                allocator);
    else if (!compiler_starts(hm__compiler_of(grader)))
        fprintf(stderr, "%s: %s%s: a C compiler was expected, and none could be started%s\n",
                hm__speaker(), grader->compiler != NULL ? "--cc=" : "", hm__compiler_of(grader),
                grader->compiler != NULL ? "" : "; --cc names another");
    else
        return true;
    return false;
}

bool hm__checks_ready(const struct hm__grader *grader, const struct hm__exercise *exercise)
{
    const enum hm__kind kinds[] = { HM__KIND_VISIBLE, HM__KIND_HIDDEN };
    for (size_t i = 0; i < (grader->visible_only ? 1 : 2); i++) {
        char source[HM__CHECK_PATH];
        hm__check_source(grader, exercise, kinds[i], source);
        if (access(source, R_OK) != 0) {
            fprintf(stderr, "%s: %s: %s; the %s checks of %s were expected there\n", hm__speaker(),
                    source, strerror(errno), i == 0 ? "visible" : "hidden", exercise->name);
            return false;
        }
    }
    return true;
}

bool hm__seed_of(const char *text, unsigned long *seed)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    bool good = isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0;
    if (good)
        *seed = value;
    return good;
}
