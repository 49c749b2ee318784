/* check.c -- the checks that only the grader runs: values too many for a table. */
#include <heapmark/exercise.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "contract.h"

static bool number(hm_check *c, int64_t value)
{
    char out[32], want[32];
    list_print(out, sizeof out, "n", value);
    snprintf(want, sizeof want, "[%" PRId64 "]", value);
    return hm_expect(c, strcmp(out, want) == 0, "it prints %s, not %s", out, want);
}

static bool prints_numbers_of_all_sizes(hm_check *c)
{
    bool right = number(c, 0) && number(c, 255) && number(c, 256) && number(c, -1) &&
                 number(c, (int64_t)1 << 40) && number(c, INT64_MIN) && number(c, INT64_MAX);
    for (int i = 0; i < 100 && right; i++)
        right = number(c, (int64_t)hm_check_random(c));
    return right;
}

static bool prints_sixteen_values(hm_check *c)
{
    char out[256];
    list_print(out, sizeof out, "nsnsnsnsnsnsnsns", (int64_t)1, "a", (int64_t)2, "b", (int64_t)3,
               "c", (int64_t)4, "d", (int64_t)5, "e", (int64_t)6, "f", (int64_t)7, "g", (int64_t)8,
               "");
    const char *want = "[1, \"a\", 2, \"b\", 3, \"c\", 4, \"d\", 5, \"e\", 6, \"f\", 7, \"g\", 8, "
                       "\"\"]";
    return hm_expect(c, strcmp(out, want) == 0, "sixteen values come out as %s", out);
}

static bool tells_the_length_of_what_does_not_fit(hm_check *c)
{
    char out[8] = "xxxxxxx";
    size_t length = list_print(out, 6, "ns", (int64_t)1000, "hello");
    return hm_expect(c, length == 15 && strcmp(out, "[1000") == 0 && out[7] == '\0',
                     "room for 6 bytes: it says %zu and writes '%s'", length, out) &&
           hm_expect(c, list_print(NULL, 0, "n", (int64_t)5) == 3, "no room at all: not 3");
}

static void op(void)
{
    char out[32];
    hm_keep(list_print(out, sizeof out, "ns", (int64_t)70000, "x"));
}

int main(void)
{
    static const hm_exercise_check checks[] = {
        { "it prints numbers of all sizes", prints_numbers_of_all_sizes },
        { "it prints sixteen values", prints_sixteen_values },
        { "it tells the length of what does not fit", tells_the_length_of_what_does_not_fit },
    };
    return hm_exercise_main(&(hm_exercise){ checks, HM_COUNT(checks), op });
}
