/* test_terminal.c -- the text of a trace is folded where it is read, and nowhere else. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define SOURCE "terminal_source.c"

static void a_terminal_gets_lines_of_its_width_and_a_pipe_one_line_a_site(void **state)
{
    (void)state;
    static const char line[] = ": malloc(3) not seen to escape main (1 of 1)";
    FILE *source = fopen(SOURCE, "w");
    assert_non_null(source);
    fputs("#include <stdlib.h>\nint main(void) { free(malloc(3)); return 0; }\n", source);
    assert_int_equal(fclose(source), 0);
    struct spawned s = SPAWN("/bin/sh", "-c", "COLUMNS=40 " TOOL " trace " SOURCE);
    assert_non_null(strstr(s.out, line));
    spawned_done(&s);
    /* script(1) gives it a terminal. */
    s = SPAWN("/bin/sh", "-c",
              "command -v script >/dev/null || exit 77; COLUMNS=40 exec script -qec '" TOOL
              " trace " SOURCE "' /dev/null </dev/null");
    int status = exit_status(&s);
    if (status == 0) {
        assert_null(strstr(s.out, line));
        assert_non_null(strstr(s.out, "\r\n    seen to escape main (1 of 1);"));
    }
    spawned_done(&s);
    if (status == 77)
        skip();
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_gets_lines_of_its_width_and_a_pipe_one_line_a_site),
    };
    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
