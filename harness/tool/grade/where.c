/* where.c -- a traced build of an answer, one op of it run, and the verdicts on its blocks. */
#include "grade/where.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "grade/build.h"
#include "process/preload.h"
#include "tracer/raw.h"
#include "verdict/mapping.h"
#include "verdict/read.h"

enum { TRACE_S = 30, BLOCKS = 1 << 20, EVENTS = 200000 };

/* Run `program` under the tracer, which writes to the file `trace`. False, with a clause in why, if
 * it does not come to its end. */
static bool run(struct grade_job *job, const char *program, const char *trace,
                char why[GRADE_MESSAGE_MAX])
{
    char raw[PATH_MAX + 48], reason[PROCESS_WHY_MAX];
    char *preload = process_preload("trace", reason);
    if (preload == NULL) {
        snprintf(why, GRADE_MESSAGE_MAX, "%.*s", GRADE_MESSAGE_MAX - 1, reason);
        return false;
    }
    int input = grade_checks_ops(&job->checks, GRADE_KIND_VISIBLE);
    snprintf(raw, sizeof raw, "%s=%s", HM_TRACER_RAW_ENV, trace);
    const char *argv[] = { program, NULL };
    const char *env[] = { "PATH=/usr/bin:/bin",
                          "LC_ALL=C.UTF-8",
                          "HEAPMARK_PART=rounds",
                          "HEAPMARK_ROUNDS=1",
                          "HEAPMARK_REPORT=3",
                          preload,
                          raw,
                          NULL };
    struct process_sandbox s = { .argv = argv,
                                 .env = env,
                                 .folder = job->folder,
                                 .input = input,
                                 .wall_s = TRACE_S,
                                 .cpu_s = TRACE_S,
                                 .trusted = true };
    process_sandbox_run(&s, &job->ran);
    close(input);
    free(preload);
    if (job->ran.ending == PROCESS_EXITED && job->ran.status == 0)
        return true;
    process_ending_text(&s, &job->ran, why, GRADE_MESSAGE_MAX);
    return false;
}

/* False, with a clause in why, if nothing can be said of the trace. */
static bool show(const struct verdict_mapping *mapping, char why[GRADE_MESSAGE_MAX])
{
    struct verdict_reading reading;
    const char *blind = verdict_not_traced(mapping);
    if (blind != NULL) {
        snprintf(why, GRADE_MESSAGE_MAX, "%s", blind);
        return false;
    }
    bool shown =
        verdict_read(&reading, mapping->raw, &(struct verdict_options){ .op = "op" }) == 0 &&
        puts("\nWhere, in one op:") >= 0 && verdict_text(stdout, &reading.report) &&
        verdict_picture(stdout, &reading.report);
    verdict_read_done(&reading);
    if (!shown)
        snprintf(why, GRADE_MESSAGE_MAX, "no memory for the report");
    return shown || ferror(stdout);
}

/* As above. */
static bool trace(struct grade_job *job, char why[GRADE_MESSAGE_MAX])
{
    char file[PATH_MAX + 32], program[GRADE_PATH + 32];
    struct verdict_mapping mapping = { 0 };
    snprintf(file, sizeof file, "%s/trace", job->folder);
    snprintf(program, sizeof program, "%s/traced", job->out);
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool mapped = verdict_map(&mapping, fd, &(struct verdict_limits){ EVENTS, BLOCKS });
    snprintf(why, GRADE_MESSAGE_MAX, "%s", strerror(errno));
    bool shown = mapped && run(job, program, file, why) && show(&mapping, why);
    verdict_unmap(&mapping);
    if (fd >= 0)
        close(fd);
    return shown;
}

void grade_where(const struct grade_grader *grader, const struct exercise *exercise,
                 const char *answer)
{
    struct grade_record notes = { 0 };
    struct grade_job *job = xzalloc(sizeof *job);
    char why[GRADE_MESSAGE_MAX] = "";
    *job = (struct grade_job){ .grader = grader, .exercise = exercise, .grade = &notes };
    if (grade_fresh_folder(job)) {
        bool traced = grade_take_answer(job, answer) && grade_build_judge(job) &&
                      grade_checks_draw(job) && grade_build_traced(job, why) && trace(job, why);
        if (!traced)
            printf("\nWhere: not traced: %s\n", why);
        grade_remove_folder(job);
    }
    grade_checks_done(&job->checks);
    grade_record_done(&notes);
    free(job);
}
