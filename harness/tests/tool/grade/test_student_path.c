/* test_student_path.c -- the way of a student through an exercise, on a terminal: list, fail, hint,
 * fix, pass, next, and a reset that asks.
 *
 * Method: run the built tool on a new pseudo-terminal for each command, as a shell would; the
 * answers are in a folder that the test makes. */
#include "support/cmocka_all.h"
#include "support/counted.h"

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <pty.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOOL      HM_BUILD_DIR "/bin/heapmark"
#define EXERCISES HM_SOURCE_DIR "/demos/exercises"

enum { SCREEN_SIZE = 64 * 1024 };

struct terminal {
    char mine[64];            /* the folder of answers */
    char screen[SCREEN_SIZE]; /* the output of the last command */
    int status;               /* its exit status, -1 for a signal */
};

static void read_screen(struct terminal *t, int fd)
{
    size_t length = 0;
    char rest[512];
    for (;;) {
        bool full = length == SCREEN_SIZE - 1;
        ssize_t n = full ? read(fd, rest, sizeof rest)
                         : read(fd, t->screen + length, SCREEN_SIZE - 1 - length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) /* EIO: the other side has ended */
            break;
        length += full ? 0 : (size_t)n;
    }
    t->screen[length] = '\0';
}

/* `heapmark exercise ACTION KEY`, with `typed` typed on the terminal; NULL: nothing. */
static void type(struct terminal *t, const char *action, const char *key, const char *typed)
{
    struct winsize window = { .ws_row = 24, .ws_col = 80 };
    int fd;
    pid_t pid = forkpty(&fd, NULL, NULL, &window);
    if (pid < 0) {
        print_message("no pseudo-terminal is available here\n");
        skip();
    }
    if (pid == 0) {
        execl(TOOL, "heapmark", "exercise", "--exercises", EXERCISES, "--mine", t->mine, action,
              key, (char *)NULL);
        _exit(127);
    }
    if (typed != NULL)
        assert_int_equal(write(fd, typed, strlen(typed)), (ssize_t)strlen(typed));
    read_screen(t, fd);
    int status;
    while (waitpid(pid, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    close(fd);
    t->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void assert_shown(const struct terminal *t, const char *words)
{
    if (strstr(t->screen, words) == NULL)
        fail_msg("'%s' is not on the screen:\n%s", words, t->screen);
}

static bool same_files(const char *a, const char *b)
{
    FILE *fa = fopen(a, "r"), *fb = fopen(b, "r");
    bool same = fa != NULL && fb != NULL;
    for (int ca = 0; same && ca != EOF;)
        same = (ca = getc(fa)) == getc(fb);
    if (fa != NULL)
        fclose(fa);
    if (fb != NULL)
        fclose(fb);
    return same;
}

/* FILE of the exercise becomes the student's answer. */
static void hand_in_of(const struct terminal *t, const char *exercise, const char *file)
{
    char command[512];
    snprintf(command, sizeof command, "cp '" EXERCISES "/%s/%s' '%s/%s.c'", exercise, file, t->mine,
             exercise);
    assert_int_equal(system(command), 0);
}

static void hand_in(const struct terminal *t, const char *file)
{
    hand_in_of(t, "01_vec3", file);
}

static void the_student_lists_fails_takes_hints_fixes_passes_and_finds_the_next(void **state)
{
    struct terminal *t = *state;
    type(t, "list", NULL, NULL);
    assert_int_equal(t->status, 0);
    assert_shown(t, "01_vec3              new");

    type(t, "check", "1", NULL);
    assert_int_equal(t->status, 1);
    assert_shown(t, "is yours: a copy of start.c");
    assert_shown(t, "/01_vec3.txt is for your notes: predicted, observed, because");
    assert_shown(t, "FAIL allocations allocs/op is within the budget: 1 of 0 allocs/op");
    assert_shown(t, "outlives add: lives in vec3_sum, 1 frame up");
    assert_shown(t, "make hint E=01");

    type(t, "hint", "vec3", NULL);
    assert_shown(t, "hint 1 of 3: ");
    type(t, "hint", "01", NULL);
    assert_shown(t, "hint 2 of 3: ");
    type(t, "list", NULL, NULL);
    assert_shown(t, "01_vec3              tried");
    assert_shown(t, "2 of 3 hints");

    hand_in(t, "other_out_parameter.c");
    type(t, "check", "1", NULL);
    assert_int_equal(t->status, 0);
    assert_shown(t, "01_vec3 passes.");
    assert_shown(t, "All hints");
    assert_shown(t, "/01_vec3.txt, 0 of 2 marks");

    type(t, "list", NULL, NULL);
    assert_shown(t, "01_vec3              passed");
    assert_shown(t, "02_box               new");

    hand_in(t, "start.c");
    type(t, "check", "1", NULL);
    assert_int_equal(t->status, 1);
    type(t, "list", NULL, NULL);
    assert_shown(t, "01_vec3              passed");
    type(t, "reset", "1", "y\n");
    type(t, "list", NULL, NULL);
    assert_shown(t, "01_vec3              new");
}

static void from_start_to_solution(struct terminal *t, const char *exercise)
{
    char passes[128];
    type(t, "check", exercise, NULL);
    assert_int_equal(t->status, 1);
    assert_shown(t, "FAIL allocations allocs/op is within the budget: ");
    for (int i = 0; i < 3; i++)
        type(t, "hint", exercise, NULL);
    assert_shown(t, "hint 3 of 3: ");
    hand_in_of(t, exercise, "solution.c");
    type(t, "check", exercise, NULL);
    snprintf(passes, sizeof passes, "%s passes.", exercise);
    assert_shown(t, passes);
    assert_int_equal(t->status, 0);
}

static void every_exercise_leads_from_its_start_by_hints_to_its_solution(void **state)
{
    glob_t found;
    assert_int_equal(glob(EXERCISES "/[0-9][0-9]_*", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        from_start_to_solution(*state, strrchr(found.gl_pathv[i], '/') + 1);
    globfree(&found);
}

static void a_reset_asks_and_keeps_what_was_there(void **state)
{
    struct terminal *t = *state;
    char answer[128], old[136];
    snprintf(answer, sizeof answer, "%s/01_vec3.c", t->mine);
    snprintf(old, sizeof old, "%s.old", answer);
    type(t, "hint", "1", NULL);
    hand_in(t, "solution.c");

    type(t, "reset", "1", "n\n");
    assert_shown(t, "[y/N]");
    assert_shown(t, "Left as it is.");
    assert_true(same_files(answer, EXERCISES "/01_vec3/solution.c"));

    type(t, "reset", "1", "y\n");
    assert_int_equal(t->status, 0);
    assert_shown(t, "/01_vec3.c is a copy of start.c again; what was there is ");
    assert_shown(t, "/01_vec3.c.old\r\n");
    assert_true(same_files(answer, EXERCISES "/01_vec3/start.c"));
    assert_true(same_files(old, EXERCISES "/01_vec3/solution.c"));
    type(t, "reset", "1", "y\n");
    assert_shown(t, "/01_vec3.c.old.2\r\n");
    assert_true(same_files(old, EXERCISES "/01_vec3/solution.c"));
}

static void messages_name_the_file_that_an_editor_can_open(void **state)
{
    struct terminal *t = *state;
    char command[256], place[128];
    snprintf(command, sizeof command, "printf '\\357\\273\\277x' >'%s/01_vec3.c'", t->mine);
    assert_int_equal(system(command), 0);
    type(t, "check", "1", NULL);
    snprintf(place, sizeof place, "it compiles: %s/01_vec3.c:1:1: error: ", t->mine);
    assert_shown(t, place);
    snprintf(command, sizeof command, "cp '" EXERCISES "/01_vec3/start.c' '%s/01_vec3.c'", t->mine);
    assert_int_equal(system(command), 0);
    type(t, "check", "1", NULL);
    snprintf(place, sizeof place, "\n%s/01_vec3.c:8:24: malloc(24)", t->mine);
    assert_shown(t, place);
}

static void files_below_the_current_folder_are_named_from_it(void **state)
{
    struct terminal *t = *state;
    char here[PATH_MAX], kept[sizeof t->mine];
    assert_non_null(getcwd(here, sizeof here));
    strcpy(kept, t->mine);
    strcpy(t->mine, "/tmp/student.XXXXXX");
    assert_non_null(mkdtemp(t->mine));
    char command[512];
    snprintf(command, sizeof command,
             "printf '#include \"contract.h\"\n#include <stdlib.h>\n"
             "struct vec3 vec3_sum(const struct vec3 *v, size_t n)\n"
             "{ *(volatile char *)malloc(10) = 1; (void)n; return *v; }\n' >'%s/01_vec3.c'",
             t->mine);
    assert_int_equal(system(command), 0);
    assert_int_equal(chdir(HM_SOURCE_DIR), 0);
    type(t, "check", "1", NULL);
    assert_shown(t, "for op (demos/exercises/01_vec3/driver.c:");
    hand_in(t, "solution.c");
    type(t, "check", "1", NULL);
    assert_shown(t, "  the reference    demos/exercises/01_vec3/solution.c\r\n");
    assert_shown(t, "/01_vec3.c demos/exercises/01_vec3/solution.c\r\n");
    assert_int_equal(chdir(here), 0);
    snprintf(command, sizeof command, "rm -r '%s'", t->mine);
    assert_int_equal(system(command), 0);
    strcpy(t->mine, kept);
}

static void notes_are_never_written_over(void **state)
{
    struct terminal *t = *state;
    char command[256];
    snprintf(command, sizeof command, "echo kept >'%s/01_vec3.txt'", t->mine);
    assert_int_equal(system(command), 0);
    type(t, "hint", "1", NULL);
    type(t, "reset", "1", "y\n");
    snprintf(command, sizeof command, "grep -qx kept '%s/01_vec3.txt'", t->mine);
    assert_int_equal(system(command), 0);
}

static void an_unknown_exercise_is_answered_with_those_that_exist(void **state)
{
    struct terminal *t = *state;
    type(t, "check", "77", NULL);
    assert_int_equal(t->status, 2);
    assert_shown(t, "heapmark exercise: no exercise '77'; there are: 01_vec3");
    type(t, "list", "1", NULL);
    assert_int_equal(t->status, 2);
    assert_shown(t, "heapmark exercise: '1' is one word too many");
    type(t, "check", "77", NULL);
    assert_shown(t, "03_resp_do");
}

static void a_check_without_a_compiler_is_not_judged(void **state)
{
    struct terminal *t = *state;
    char *path = strdup(getenv("PATH"));
    setenv("PATH", "/nonexistent", 1);
    type(t, "check", "1", NULL);
    setenv("PATH", path, 1);
    free(path);
    assert_int_equal(t->status, 2);
    assert_shown(t, "cc: a C compiler was expected");
}

static int open_folder(void **state)
{
    struct terminal *t = calloc(1, sizeof *t);
    if (t == NULL)
        return -1;
    strcpy(t->mine, "student.XXXXXX");
    *state = t;
    return mkdtemp(t->mine) != NULL ? 0 : -1;
}

static int close_folder(void **state)
{
    struct terminal *t = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", t->mine);
    int status = system(command);
    free(t);
    return status;
}

int main(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0; /* the counting library, which judges answers, is not built then */
#endif
    HM_NEEDS_PROGRAM("objdump");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_student_lists_fails_takes_hints_fixes_passes_and_finds_the_next, open_folder,
            close_folder),
        cmocka_unit_test_setup_teardown(
            every_exercise_leads_from_its_start_by_hints_to_its_solution, open_folder,
            close_folder),
        cmocka_unit_test_setup_teardown(a_reset_asks_and_keeps_what_was_there, open_folder,
                                        close_folder),
        cmocka_unit_test_setup_teardown(messages_name_the_file_that_an_editor_can_open, open_folder,
                                        close_folder),
        cmocka_unit_test_setup_teardown(files_below_the_current_folder_are_named_from_it,
                                        open_folder, close_folder),
        cmocka_unit_test_setup_teardown(notes_are_never_written_over, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(an_unknown_exercise_is_answered_with_those_that_exist,
                                        open_folder, close_folder),
        cmocka_unit_test_setup_teardown(a_check_without_a_compiler_is_not_judged, open_folder,
                                        close_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
