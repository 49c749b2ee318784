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

static void trace(struct grade_job *b, const char *form)
{
    char tool[PATH_MAX + 32], program[PATH_MAX + 32];
    snprintf(tool, sizeof tool, "%s/bin/heapmark", cli_prefix());
    snprintf(program, sizeof program, "%s/traced", b->folder);
    const char *argv[] = { tool, "trace", "--op=op", form, program, NULL };
    const char *env[] = { "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HEAPMARK_PART=trace",
                          "HEAPMARK_REPORT=3", NULL };
    struct process_sandbox s = { .argv = argv,
                                 .env = env,
                                 .folder = b->folder,
                                 .wall_s = TRACE_S,
                                 .cpu_s = TRACE_S,
                                 .trusted = true };
    process_sandbox_run(&s, &b->ran);
    char ending[128];
    if (b->ran.ending != PROCESS_EXITED || b->ran.status != 0)
        printf("Where: not traced: %s\n", process_ending_text(&s, &b->ran, ending, sizeof ending));
    else
        printf("%s", b->ran.output);
}

void grade_exercise_where(const struct grade_grader *grader, const struct exercise *exercise,
                          const char *answer)
{
    struct grade_job *b = xzalloc(sizeof *b);
    struct grade_record *notes = xzalloc(sizeof *notes);
    char source[PATH_MAX + 32], message[GRADE_MESSAGE_MAX] = "";
    *b = (struct grade_job){ .grader = grader, .exercise = exercise, .grade = notes };
    snprintf(source, sizeof source, "%s/check.c", exercise->folder);
    if (grade_fresh_folder(b)) {
        if (grade_take_answer(b, answer) &&
            grade_build_checks(b, source, "traced", GRADE_TRACED, message)) {
            puts("\nWhere, in one op:");
            trace(b, "--op=op");
            trace(b, "--picture");
        } else
            printf("Where: not traced: %s\n", message);
        grade_remove_folder(b);
    }
    free(notes);
    free(b);
}
