/* graded.c -- a folder with one answer to 01_vec3, handed in and marked by the built tool. */
#include "support/graded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/cmocka_all.h"
#include "support/spawn.h"

char graded_folder[] = "/tmp/test-grade-XXXXXX";
char graded_answer[64];

int graded_make_folder(void **state)
{
    (void)state;
    if (mkdtemp(graded_folder) == NULL)
        return -1;
    snprintf(graded_answer, sizeof graded_answer, "%s/01_vec3.c", graded_folder);
    return 0;
}

int graded_remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", graded_folder);
    return system(command);
}

void graded_hand_in(const char *bytes, size_t length)
{
    unlink(graded_answer);
    FILE *file = fopen(graded_answer, "w");
    assert_non_null(file);
    fwrite(bytes, 1, length, file);
    fclose(file);
}

void graded_says(int status, const char *words)
{
    struct spawned s = SPAWN(HM_BUILD_DIR "/bin/heapmark", "grade", "--exercises",
                             HM_SOURCE_DIR "/demos/exercises", "--exercise", "vec3", graded_folder);
    assert_int_equal(exit_status(&s), status);
    if (strstr(s.out, words) == NULL)
        fail_msg("'%s' is not in:\n%s%s", words, s.out, s.err);
    spawned_done(&s);
}
