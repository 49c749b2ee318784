/* cmd_exercise.c -- `heapmark exercise`: the student's side of the exercises: list, check, hint,
 * reset, watch. Answers live in a folder of their own, so that the exercises stay as they are. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/verb.h"
#include "grade/where.h"
#include "cli/folders.h"
#include "exercise/notes.h"
#include "grade/ready.h"
#include "grade/report.h"
#include "cli/error.h"
#include "cli/option.h"
#include "exercise/progress.h"
#include "cli/said.h"
#include "cli/xalloc.h"

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
    "  watch    check again whenever the file is saved\n\n"
    "  --exercises DIR   default demos/exercises\n"
    "  --mine DIR        default demos/exercises/mine\n"
    "  --cc COMPILER     default cc\n\n"
    "exit status: 0 it passes (or was listed, hinted, reset), 1 it does not pass,\n"
    "2 it could not run: bad usage, unreadable input or a missing tool\n";

enum { WATCH_MS = 300 };

struct options {
    const char *exercises, *mine;
    struct grade_grader grader;
    const char *action, *key;
};

struct at_work {
    const struct options *options;
    struct exercise exercise;
    char answer[PATH_MAX], notes[PATH_MAX], progress[PATH_MAX];
};

/* CLI_GO_ON, or the exit status. */
static int parse(struct options *o, int argc, char **argv)
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

static bool list_one(const char *folder, void *arg)
{
    const struct options *o = arg;
    struct exercise *e = xzalloc(sizeof *e);
    if (!exercise_load(e, folder)) {
        free(e);
        return false;
    }
    char progress[PATH_MAX], state[32], hints[16];
    snprintf(progress, sizeof progress, "%s/progress.txt", o->mine);
    bool known = exercise_progress_get(progress, "exercise", e->name, state, sizeof state) &&
                 exercise_progress_get(progress, "hints", e->name, hints, sizeof hints);
    if (known)
        printf("%-20s %-7s %-36s %s%s\n", e->name, state[0] != '\0' ? state : "new", e->title,
               hints, hints[0] != '\0' ? " of 3 hints" : "");
    free(e);
    return known;
}

static int list(const struct options *o)
{
    return exercise_each(o->exercises, list_one, (void *)o) < 0 ? HM_EXIT_USAGE : HM_EXIT_OK;
}

static bool copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "r"), *out = in != NULL ? fopen(to, "w") : NULL;
    bool copied = out != NULL;
    char chunk[4096];
    for (size_t n; copied && (n = fread(chunk, 1, sizeof chunk, in)) > 0;)
        copied = fwrite(chunk, 1, n, out) == n;
    if (out != NULL)
        copied = fclose(out) == 0 && copied;
    if (!copied)
        fprintf(stderr, "heapmark exercise: %s: %s\n", in == NULL ? from : to, strerror(errno));
    if (in != NULL)
        fclose(in);
    if (out != NULL && !copied)
        remove(to); /* half a copy would be taken for the student's own */
    return copied;
}

static bool put_start(const struct at_work *w)
{
    char start[PATH_MAX + 16];
    snprintf(start, sizeof start, "%s/start.c", w->exercise.folder);
    if (!cli_make_folders(w->options->mine)) {
        fprintf(stderr, "heapmark exercise: %s: %s\n", w->options->mine, strerror(errno));
        return false;
    }
    return copy_file(start, w->answer);
}

static bool open_work(struct at_work *w, const struct options *o)
{
    char folder[PATH_MAX];
    w->options = o;
    if (o->key == NULL) {
        fprintf(stderr, "heapmark exercise: %s which? `heapmark exercise` lists them\n", o->action);
        return false;
    }
    if (!exercise_find(o->exercises, o->key, folder) || !exercise_load(&w->exercise, folder))
        return false;
    snprintf(w->answer, sizeof w->answer, "%.3900s/%s.c", o->mine, w->exercise.name);
    snprintf(w->notes, sizeof w->notes, "%.3900s/%s.txt", o->mine, w->exercise.name);
    snprintf(w->progress, sizeof w->progress, "%.3900s/progress.txt", o->mine);
    if (access(w->answer, F_OK) != 0) {
        if (!put_start(w))
            return false;
        printf("%s is yours: a copy of start.c\n", w->answer);
    }
    bool made;
    if (!exercise_notes_form(w->notes, w->exercise.name, &made))
        return false;
    if (made)
        printf("%s is for your notes: predicted, observed, because\n", w->notes);
    return true;
}

static int hint(struct at_work *w)
{
    char seen[16];
    if (!exercise_progress_get(w->progress, "hints", w->exercise.name, seen, sizeof seen))
        return HM_EXIT_USAGE;
    long n = strtol(seen, NULL, 10);
    if (n < 0 || n >= EXERCISE_HINTS)
        n = EXERCISE_HINTS - 1;
    printf("hint %ld of %d: %s\n", n + 1, EXERCISE_HINTS, w->exercise.hints[n]);
    snprintf(seen, sizeof seen, "%ld", n + 1);
    return exercise_progress_set(w->progress, "hints", w->exercise.name, seen) ? HM_EXIT_OK
                                                                               : HM_EXIT_USAGE;
}

/* NN_name.c.old, or .old.2, .old.3, ...: no earlier answer is written over. */
static void name_old(const struct at_work *w, char old[PATH_MAX + 32])
{
    snprintf(old, PATH_MAX + 32, "%s.old", w->answer);
    for (unsigned n = 2; access(old, F_OK) == 0; n++)
        snprintf(old, PATH_MAX + 32, "%s.old.%u", w->answer, n);
}

static int reset(struct at_work *w)
{
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
    if (!put_start(w) || !exercise_progress_set(w->progress, "exercise", w->exercise.name, "new"))
        return HM_EXIT_USAGE;
    printf("%s is a copy of start.c again; what was there is %s\n", w->answer, old);
    return HM_EXIT_OK;
}

/* A path as one would type it here. */
static const char *from_here(const char *path)
{
    char here[PATH_MAX];
    size_t n = getcwd(here, sizeof here) != NULL ? strlen(here) : 0;
    return n > 1 && strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static void congratulate(const struct at_work *w)
{
    const char *folder = from_here(w->exercise.folder), *answer = from_here(w->answer);
    printf("\n%s passes. For comparison:\n", w->exercise.name);
    printf("  the reference    %s/solution.c\n", folder);
    printf("  why it is so     %s/solution.md\n", folder);
    printf("  your difference  diff %s %s/solution.c\n", answer, folder);
    printf("  your notes       %s, 2 of 10 marks\n", from_here(w->notes));
    puts("All hints, now that they cannot spoil anything:");
    for (int i = 0; i < EXERCISE_HINTS; i++)
        printf("  %d. %s\n", i + 1, w->exercise.hints[i]);
}

static bool passes(const struct grade_record *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (!g->results[i].passed)
            return false;
    return g->built;
}

/* What has passed once has passed, whatever is tried after it; only a reset takes it back. */
static void note_progress(const struct at_work *w, bool passed)
{
    char before[32];
    if (exercise_progress_get(w->progress, "exercise", w->exercise.name, before, sizeof before) &&
        strcmp(before, "passed") != 0)
        exercise_progress_set(w->progress, "exercise", w->exercise.name,
                              passed ? "passed" : "tried");
}

static int check(struct at_work *w)
{
    struct grade_record *g = xzalloc(sizeof *g);
    struct grade_grader grader = w->options->grader;
    grader.visible_only = true;
    if (!grade_grader_ready(&grader) || !grade_checks_ready(&grader, &w->exercise) ||
        !grade(&grader, &w->exercise, w->answer, NULL, g)) {
        grade_record_done(g);
        free(g);
        return HM_EXIT_USAGE;
    }
    printf("%s: %s. One op is %s.\n", w->exercise.name, w->exercise.title, w->exercise.op);
    grade_lines(g, stdout);
    bool passed = passes(g);
    if (passed)
        congratulate(w);
    else if (g->built && g->allocs_per_op > w->exercise.budget.allocs)
        grade_where(&grader, &w->exercise, w->answer);
    if (!passed)
        printf("\nNot yet. `make hint E=%.2s` has a hint.\n", w->exercise.name);
    cli_said();
    grade_record_done(g);
    free(g);
    note_progress(w, passed);
    return passed ? HM_EXIT_OK : HM_EXIT_NO;
}

static struct timespec saved_at(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mtim : (struct timespec){ 0, 0 };
}

/* Until it passes, or the user ends it. Polling works on every file system an editor may use. */
static int watch(struct at_work *w)
{
    for (;;) {
        struct timespec before = saved_at(w->answer), now;
        int status = check(w);
        if (status != HM_EXIT_NO)
            return status;
        printf("Waiting for %s to be saved; Ctrl-C ends.\n", w->answer);
        cli_said();
        do {
            nanosleep(&(struct timespec){ 0, WATCH_MS * 1000000L }, NULL);
            now = saved_at(w->answer);
        } while (now.tv_sec == before.tv_sec && now.tv_nsec == before.tv_nsec);
    }
}

int cmd_exercise(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(struct at_work *w);
    } actions[] = { { "check", check }, { "hint", hint }, { "reset", reset }, { "watch", watch } };
    struct options o = { .exercises = "demos/exercises",
                         .mine = "demos/exercises/mine",
                         .grader = { .seed = 1 } };
    int status = parse(&o, argc, argv);
    if (status != CLI_GO_ON)
        return status;
    if (strcmp(o.action, "list") == 0)
        return list(&o);
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(o.action, actions[i].name) != 0)
            continue;
        struct at_work *w = xzalloc(sizeof *w);
        status = open_work(w, &o) ? actions[i].run(w) : HM_EXIT_USAGE;
        free(w);
        return status;
    }
    fprintf(stderr, "heapmark exercise: no action '%s'; --help lists them\n", o.action);
    return HM_EXIT_USAGE;
}
