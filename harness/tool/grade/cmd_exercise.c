/* cmd_exercise.c -- `heapmark exercise`: the student's side of the exercises: list, check, hint,
 * reset, watch. Answers live in a folder of their own, so that the exercises stay as they are. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/option.h"
#include "cli/said.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "exercise/progress.h"
#include "grade/work.h"

static const char help[] =
    "usage: heapmark exercise [flags] [list]\n"
    "       heapmark exercise [flags] check|hint|reset|watch KEY\n\n"
    "KEY is a number or a name: 3, 03, resp_do. Your answer is NN_name.c in\n"
    "demos/exercises/mine: the first `check` puts a copy of start.c there, and a form\n"
    "for your notes, NN_name.txt.\n\n"
    "  list     the exercises, and how far you are\n"
    "  check    what holds, what is over budget, and where\n"
    "  hint     the next of three hints\n"
    "  reset    start again, as new; asks first, and keeps what was there as\n"
    "           NN_name.c.old, .old.2, ...\n"
    "  watch    check again whenever the answer or the notes are saved; keys: h hint,\n"
    "           l list, r run again, n next exercise, q quit\n\n"
    "  --exercises DIR   default demos/exercises\n"
    "  --mine DIR        default demos/exercises/mine\n"
    "  --cc COMPILER     default cc\n\n"
    "exit status: 0 it passes (or was listed, hinted, reset), 1 it does not pass,\n"
    "2 it could not run: bad usage, unreadable input or a missing tool\n";

/* CLI_GO_ON, or the exit status. */
static int parse(struct grade_work_options *o, int argc, char **argv)
{
    const struct cli_option options[] = {
        { "exercises", CLI_VALUE, .text = &o->exercises },
        { "mine", CLI_VALUE, .text = &o->mine },
        { "cc", CLI_VALUE, .text = &o->grader.compiler },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(&argc, &argv, options, CLI_MIXED, help);
    if (status != CLI_GO_ON)
        return status;
    o->action = argc > 0 ? argv[0] : "list";
    o->key = argc > 1 ? argv[1] : NULL;
    if (argc > (strcmp(o->action, "list") == 0 ? 1 : 2))
        return cli_error("'%s' is one word too many; --help tells more", argv[argc - 1]);
    return CLI_GO_ON;
}

/* NN_name.c.old, or .old.2, .old.3, ...: no earlier answer is written over. */
static void name_old(const struct grade_work *w, char old[PATH_MAX + 32])
{
    snprintf(old, PATH_MAX + 32, "%s.old", w->answer);
    for (unsigned n = 2; access(old, F_OK) == 0; n++)
        snprintf(old, PATH_MAX + 32, "%s.old.%u", w->answer, n);
}

static int reset(struct grade_work *w)
{
    fputs(w->told, stdout);
    char old[PATH_MAX + 32], line[16] = "";
    name_old(w, old);
    printf("Start %s again? What is in %s is kept as %s. [y/N] ", w->exercise.name, w->answer, old);
    cli_said();
    bool answered = fgets(line, sizeof line, stdin) != NULL;
    if (!answered || !isatty(STDIN_FILENO))
        putchar('\n'); /* no Enter was seen to end the line of the question */
    if (!answered || (line[0] != 'y' && line[0] != 'Y')) {
        puts("Left as it is.");
        return HM_EXIT_OK;
    }
    if (rename(w->answer, old) != 0) {
        fprintf(stderr, "heapmark exercise: %s: %s\n", old, strerror(errno));
        return HM_EXIT_USAGE;
    }
    if (!grade_work_put_start(w) ||
        !exercise_progress_set(w->progress, "exercise", w->exercise.name, "new"))
        return HM_EXIT_USAGE;
    printf("%s is a copy of start.c again; what was there is %s\n", w->answer, old);
    return HM_EXIT_OK;
}

static int check(struct grade_work *w)
{
    struct grade_record g;
    fputs(w->told, stdout);
    if (!grade_work_judge(w, &g))
        return HM_EXIT_USAGE;
    grade_work_report(w, &g);
    bool passed = grade_work_passes(&g);
    if (!passed)
        printf("\nNot yet. `make hint E=%.2s` has a hint.\n", w->exercise.name);
    cli_said();
    grade_record_done(&g);
    return passed ? HM_EXIT_OK : HM_EXIT_NO;
}

static int hint(struct grade_work *w)
{
    fputs(w->told, stdout);
    return grade_work_hint(w);
}

int cmd_exercise(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(struct grade_work *w);
    } actions[] = {
        { "check", check }, { "hint", hint }, { "reset", reset }, { "watch", grade_work_watch }
    };
    struct grade_work_options o = { .exercises = "demos/exercises",
                                    .mine = "demos/exercises/mine",
                                    .grader = { .seed = 1 } };
    int status = parse(&o, argc, argv);
    if (status != CLI_GO_ON)
        return status;
    if (strcmp(o.action, "list") == 0)
        return grade_work_list(&o);
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(o.action, actions[i].name) != 0)
            continue;
        if (o.key == NULL)
            return cli_error("%s which? `heapmark exercise` lists them", o.action);
        struct grade_work *w = xzalloc(sizeof *w);
        status = grade_work_open(w, &o, o.key) ? actions[i].run(w) : HM_EXIT_USAGE;
        free(w);
        return status;
    }
    fprintf(stderr, "heapmark exercise: no action '%s'; --help lists them\n", o.action);
    return HM_EXIT_USAGE;
}
