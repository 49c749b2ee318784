/* exercise_where.c -- a traced build of an answer, and `heapmark trace` on one op of it. */
#include "grade/where.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grade/build.h"
#include "cli/paths.h"
#include "cli/xalloc.h"

enum { TRACE_S = 30 };

static void trace(struct hm__bench_of *b, const char *form)
{
    char tool[PATH_MAX + 32], program[PATH_MAX + 32];
    snprintf(tool, sizeof tool, "%s/bin/heapmark", hm__prefix());
    snprintf(program, sizeof program, "%s/traced", b->folder);
    const char *argv[] = { tool, "trace", "--op=op", form, program, NULL };
    const char *env[] = { "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HEAPMARK_PART=trace",
                          "HEAPMARK_REPORT=3", NULL };
    struct hm__sandbox s = { .argv = argv,
                             .env = env,
                             .folder = b->folder,
                             .wall_s = TRACE_S,
                             .cpu_s = TRACE_S,
                             .trusted = true };
    hm__sandbox_run(&s, &b->ran);
    char ending[128];
    if (b->ran.ending != HM__EXITED || b->ran.status != 0)
        printf("Where: not traced: %s\n", hm__ending_text(&s, &b->ran, ending, sizeof ending));
    else
        printf("%s", b->ran.output);
}

void hm__exercise_where(const struct hm__grader *grader, const struct hm__exercise *exercise,
                        const char *answer)
{
    struct hm__bench_of *b = hm__xzalloc(sizeof *b);
    struct hm__grade_of *notes = hm__xzalloc(sizeof *notes);
    char source[PATH_MAX + 32], message[HM__MESSAGE_MAX] = "";
    *b = (struct hm__bench_of){ .grader = grader, .exercise = exercise, .grade = notes };
    snprintf(source, sizeof source, "%s/check.c", exercise->folder);
    if (hm__fresh_folder(b)) {
        if (hm__take_answer(b, answer) &&
            hm__build_checks(b, source, "traced", HM__TRACED, message)) {
            puts("\nWhere, in one op:");
            trace(b, "--op=op");
            trace(b, "--picture");
        } else
            printf("Where: not traced: %s\n", message);
        hm__remove_folder(b);
    }
    free(notes);
    free(b);
}
