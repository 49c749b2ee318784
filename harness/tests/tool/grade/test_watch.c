/* test_watch.c -- `heapmark exercise watch` on a terminal: the state in the first line, keys, saved
 * files, and a terminal that is as it was at the end.
 *
 * Method: a pseudo-terminal of 60 columns; the test types keys, saves files as an editor would, and
 * waits for words on the screen. */
#include "support/cmocka_all.h"
#include "support/counted.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define TOOL      HM_BUILD_DIR "/bin/heapmark"
#define EXERCISES HM_SOURCE_DIR "/demos/exercises"

enum { SCREEN_SIZE = 256 * 1024, COLUMNS = 60, PATIENCE_S = 60 };

struct terminal {
    char mine[64]; /* the folder of answers */
    int fd;
    pid_t pid;
    size_t length, from; /* of what was printed; where it is looked at */
    char screen[SCREEN_SIZE];
};

static void start(struct terminal *t)
{
    struct winsize window = { .ws_row = 40, .ws_col = COLUMNS };
    t->pid = forkpty(&t->fd, NULL, NULL, &window);
    if (t->pid < 0) {
        print_message("no pseudo-terminal is available here\n");
        skip();
    }
    if (t->pid == 0) {
        unsetenv("COLUMNS");
        execl(TOOL, "heapmark", "exercise", "--exercises", EXERCISES, "--mine", t->mine, "watch",
              "1", (char *)NULL);
        _exit(127);
    }
}

/* Wait until the words are on the screen, behind what was looked at before. */
static void until(struct terminal *t, const char *words)
{
    time_t late = time(NULL) + PATIENCE_S;
    for (;;) {
        t->screen[t->length] = '\0';
        const char *at = strstr(t->screen + t->from, words);
        if (at != NULL) {
            t->from = (size_t)(at - t->screen) + strlen(words);
            return;
        }
        struct pollfd in = { .fd = t->fd, .events = POLLIN };
        ssize_t n = -1;
        if (poll(&in, 1, 1000) > 0)
            n = read(t->fd, t->screen + t->length, SCREEN_SIZE - 1 - t->length);
        t->length += n > 0 ? (size_t)n : 0;
        if (time(NULL) > late || (n < 0 && (in.revents & POLLHUP) != 0)) {
            kill(t->pid, SIGKILL);
            fail_msg("'%s' is not on the screen:\n%s", words, t->screen + t->from);
        }
    }
}

static void press(struct terminal *t, const char *key)
{
    assert_int_equal(write(t->fd, key, strlen(key)), (ssize_t)strlen(key));
}

/* The exit status, or minus the signal. */
static int end(struct terminal *t)
{
    struct termios mode;
    int status;
    char rest[4096];
    while (read(t->fd, rest, sizeof rest) > 0)
        continue;
    assert_int_equal(tcgetattr(t->fd, &mode), 0);
    while (waitpid(t->pid, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    close(t->fd);
    assert_true((mode.c_lflag & ICANON) != 0);
    assert_true((mode.c_lflag & ECHO) != 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void save(const struct terminal *t, const char *file, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", t->mine, file);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static void hand_in(const struct terminal *t, const char *file)
{
    char command[512];
    snprintf(command, sizeof command, "cp '" EXERCISES "/01_vec3/%s' '%s/01_vec3.c'", file,
             t->mine);
    assert_int_equal(system(command), 0);
}

/* No line of a check that was printed so far is wider than the terminal. What a compiler says stays
 * as it is: its marks are below what they mean. */
static void assert_narrow(const struct terminal *t)
{
    for (const char *at = t->screen; *at != '\0'; at += strcspn(at, "\n") + 1)
        if ((strncmp(at, "ok  ", 4) == 0 || strncmp(at, "FAIL", 4) == 0) &&
            strcspn(at, "\r") > COLUMNS && strncmp(at + 17, "it compiles: ", 13) != 0)
            fail_msg("a line is wider than %d columns: %.*s", COLUMNS, (int)strcspn(at, "\r"), at);
}

static void the_state_is_in_the_first_line_and_follows_what_is_saved(void **state)
{
    struct terminal *t = *state;
    start(t);
    until(t, "\033[H\033[2J\033[3J01_vec3: being checked");
    until(t,
          "\033[H\033[2J\033[3J01_vec3: 3 of 8 marks so far: it is over budget\r\nh hint  l list");
    until(t, "is yours: a copy of start.c");
    until(t, "FAIL allocations");
    until(t, "outlives add");
    save(t, "01_vec3.c", "int a = c;\nint b = d;\n");
    until(t, "01_vec3: 0 of 8 marks so far: it does not compile\r\n");
    until(t, "01_vec3.c:1:9: error: ");
    until(t, "01_vec3.c:2:9: error: ");
    hand_in(t, "solution.c");
    until(t, "01_vec3: 6 of 8 marks so far: passes, the notes do not yet\r\n");
    until(t, "others did it so");
    until(t, "other_out_parameter.c");
    save(t, "01_vec3.txt", "predicted: 3\nobserved: 0\nbecause: it is a value\n");
    until(t, "01_vec3: 8 of 8 marks so far: passes\r\n");
    until(t, "2 of 2 marks");
    assert_narrow(t);
    until(t, "  3. ");
    press(t, "q");
    assert_int_equal(end(t), 0);
}

static void keys_give_hints_the_list_another_run_and_the_next_exercise(void **state)
{
    struct terminal *t = *state;
    start(t);
    until(t, "it is over budget");
    press(t, "xh");
    until(t, "hint 1 of 3: ");
    press(t, "h");
    until(t, "hint 2 of 3: ");
    press(t, "l");
    until(t, "01_vec3");
    until(t, "tried");
    until(t, "2 of 3 hints");
    press(t, "r");
    until(t, "01_vec3: being checked");
    until(t, "it is over budget");
    press(t, "n");
    until(t, "02_box: being checked");
    until(t, "02_box: 3 of 8 marks so far: it is over budget");
    press(t, "q");
    assert_int_equal(end(t), 1);
}

static void an_interrupt_ends_it_and_leaves_the_terminal_as_it_was(void **state)
{
    struct terminal *t = *state;
    start(t);
    until(t, "it is over budget");
    until(t, "outlives add");
    press(t, "h");
    until(t, "hint 1 of 3: ");
    press(t, "\003");
    assert_int_equal(end(t), -SIGINT);
}

static int open_folder(void **state)
{
    struct terminal *t = calloc(1, sizeof *t);
    if (t == NULL)
        return -1;
    strcpy(t->mine, "watched.XXXXXX");
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

#define ON_A_TERMINAL(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

int main(void)
{
    HM_NEEDS_COUNTING();
    HM_NEEDS_PROGRAM("objdump");
    const struct CMUnitTest tests[] = {
        ON_A_TERMINAL(the_state_is_in_the_first_line_and_follows_what_is_saved),
        ON_A_TERMINAL(keys_give_hints_the_list_another_run_and_the_next_exercise),
        ON_A_TERMINAL(an_interrupt_ends_it_and_leaves_the_terminal_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
