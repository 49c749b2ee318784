/* test_folders.c -- a requested folder exists afterwards, or errno says why not. */
#include "support/cmocka_all.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/folders.h"

static char root[] = "/tmp/test-folders-XXXXXX";
static char path[128];

static const char *below(const char *rest)
{
    snprintf(path, sizeof path, "%s/%s", root, rest);
    return path;
}

static bool is_folder(const char *name)
{
    struct stat st;
    return stat(name, &st) == 0 && S_ISDIR(st.st_mode);
}

static void every_level_is_made(void **state)
{
    (void)state;
    assert_true(cli_make_folders(below("a/b c//d/")));
    assert_true(is_folder(below("a/b c/d")));
}

static void a_folder_that_exists_is_fine(void **state)
{
    (void)state;
    assert_true(cli_make_folders(root));
    assert_true(cli_make_folders("."));
}

static void a_file_in_the_way_is_told(void **state)
{
    (void)state;
    FILE *file = fopen(below("file"), "w");
    assert_non_null(file);
    fclose(file);
    assert_false(cli_make_folders(below("file")));
    assert_int_equal(errno, ENOTDIR);
    assert_false(cli_make_folders(below("file/below")));
    assert_int_equal(errno, ENOTDIR);
}

static void a_path_without_end_is_told(void **state)
{
    (void)state;
    static char endless[8192];
    memset(endless, 'x', sizeof endless - 1);
    assert_false(cli_make_folders(endless));
    assert_int_equal(errno, ENAMETOOLONG);
}

static int make_root(void **state)
{
    (void)state;
    return mkdtemp(root) != NULL ? 0 : -1;
}

static int remove_root(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", root);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_is_made),
        cmocka_unit_test(a_folder_that_exists_is_fine),
        cmocka_unit_test(a_file_in_the_way_is_told),
        cmocka_unit_test(a_path_without_end_is_told),
    };
    return cmocka_run_group_tests_name("folders", tests, make_root, remove_root);
}
