/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"

static bool prints_numbers_and_texts(hm_check *c)
{
    char out[64];
    size_t length = list_print(out, sizeof out, "nsn", (int64_t)1000, "hello", (int64_t)7);
    const char *want = "[1000, \"hello\", 7]";
    return hm_expect(c, strcmp(out, want) == 0 && length == strlen(want),
                     "it prints %s of length %zu, not %s", out, length, want);
}

static bool prints_the_empty_list(hm_check *c)
{
    char out[8];
    size_t length = list_print(out, sizeof out, "");
    return hm_expect(c, strcmp(out, "[]") == 0 && length == 2, "it prints '%s', not []", out);
}

static void op(void)
{
    char out[32];
    hm_keep(list_print(out, sizeof out, "n", (int64_t)1000));
}

int main(void)
{
    static const hm_exercise_check checks[] = {
        { "it prints numbers and texts", prints_numbers_and_texts },
        { "it prints the empty list", prints_the_empty_list },
    };
    return hm_exercise_main(&(hm_exercise){ checks, HM_COUNT(checks), op });
}
