/* test_terminal.c -- the text of a trace is folded where it is read, and nowhere else. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define SOURCE "terminal_source.c"
#define CHAIN  "terminal_chain.c"

static void a_terminal_gets_lines_of_its_width_and_a_pipe_one_line_a_site(void **state)
{
    (void)state;
    static const char line[] = ": malloc(3) not seen to escape main (1 of 1)";
    FILE *source = fopen(SOURCE, "w");
    assert_non_null(source);
    fputs("#include <stdlib.h>\nint main(void) { free(malloc(3)); return 0; }\n", source);
    assert_int_equal(fclose(source), 0);
    struct spawned s = SPAWN("/bin/sh", "-c", "COLUMNS=40 '" TOOL "' trace " SOURCE);
    assert_non_null(strstr(s.out, line));
    spawned_done(&s);
    /* script(1) gives it a terminal. */
    s = SPAWN("/bin/sh", "-c",
              "command -v script >/dev/null || exit 77; COLUMNS=40 exec script -qec '\"" TOOL
              "\" trace " SOURCE "' /dev/null </dev/null");
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

static void a_long_chain_is_short_in_a_terminal_and_whole_in_a_pipe(void **state)
{
    (void)state;
    FILE *source = fopen(CHAIN, "w");
    assert_non_null(source);
    fputs("#include <stdlib.h>\nstatic void *a(void) { return malloc(3); }\n", source);
    for (char c = 'b'; c <= 'i'; c++)
        fprintf(source, "static void *%c(void) { return %c(); }\n", c, c - 1);
    fputs("int main(void) { free(i()); return 0; }\n", source);
    assert_int_equal(fclose(source), 0);
    struct spawned s = SPAWN("/bin/sh", "-c", "'" TOOL "' trace -O0 " CHAIN);
    assert_non_null(strstr(s.out, " <- h ("));
    spawned_done(&s);
    s = SPAWN("/bin/sh", "-c", "'" TOOL "' trace --chains=short -O0 " CHAIN);
    assert_non_null(strstr(s.out, " <- 4 more calls <- main ("));
    spawned_done(&s);
    s = SPAWN("/bin/sh", "-c",
              "command -v script >/dev/null || exit 77; COLUMNS=400 exec script -qec '\"" TOOL
              "\" trace -O0 " CHAIN "; \"" TOOL "\" trace --chains=all -O0 " CHAIN
              "' /dev/null </dev/null");
    int status = exit_status(&s);
    const char *brief = strstr(s.out, " <- 4 more calls <- main ("),
               *whole = strstr(s.out, " <- h (");
    assert_true(status == 77 || (brief != NULL && whole != NULL && brief < whole));
    spawned_done(&s);
    if (status == 77)
        skip();
    assert_int_equal(status, 0);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_gets_lines_of_its_width_and_a_pipe_one_line_a_site),
        cmocka_unit_test(a_long_chain_is_short_in_a_terminal_and_whole_in_a_pipe),
    };
    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
