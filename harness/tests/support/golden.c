/* golden.c -- read a golden file, or write it anew. */
#include "support/golden.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"
#include "support/spawn.h"

void assert_golden_text(const char *path, const char *text)
{
    const char *mode = getenv("HM_GOLDEN");
    if (mode != NULL && strcmp(mode, "write") == 0) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
    }
    char *want = read_whole(path);
    bool same = want != NULL && strcmp(text, want) == 0;
    if (!same)
        print_error("%s\n", text);
    free(want);
    if (!same)
        fail_msg("the above differs from %s", path);
}
