/* test_style.c -- what is left over in an answer costs one mark, and is told from a cheat. */
#include "support/cmocka_all.h"
#include "support/counted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/graded.h"
#include "support/spawn.h"

#define HEAD "#include \"contract.h\"\nstruct vec3 vec3_sum(const struct vec3 *v, size_t n)\n"

static void what_is_left_over_costs_one_mark_and_says_what_to_do(void **state)
{
    (void)state;
    const char source[] = "#include <assert.h>\n#include <stdio.h>\n#include \"contract.h\"\n"
                          "struct vec3 plus(struct vec3 a, struct vec3 b)"
                          "{ return (struct vec3){ a.x + b.x, a.y + b.y, a.z + b.z }; }\n"
                          "struct vec3 vec3_sum(const struct vec3 *v, size_t n)"
                          "{ struct vec3 s = { 0, 0, 0 }; assert(v || !n);"
                          "for (size_t i = 0; i < n; i++) s = plus(s, v[i]); return s; }\n"
                          "int main(void) { fputs(\"x\", stderr); return 0; }\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(1, "7 of 10 marks");
    graded_says(1, "FAIL style       helpers are static: write static in front of plus");
    graded_says(1, "take out your own main(); take out assert(); take out the output");
    graded_says(1, "ok   integrity   it calls only what the exercise allows");
}

static void a_function_in_the_place_of_a_library_s_is_no_helper(void **state)
{
    (void)state;
    const char source[] = HEAD "{ struct vec3 s = { 0, 0, 0 }; for (size_t i = 0; i < n; i++)"
                               "{ s.x += v[i].x; s.y += v[i].y; s.z += v[i].z; } return s; }\n"
                               "int write(int a, const void *b, unsigned long c);\n"
                               "int write(int a, const void *b, unsigned long c)"
                               "{ (void)a; (void)b; return (int)c; }\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(1, "FAIL integrity   it defines only what the contract asks for: it defines write");
}

int main(void)
{
    HM_NEEDS_COUNTING();
    HM_NEEDS_ISOLATION();
    HM_NEEDS_PROGRAM("objdump");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_over_costs_one_mark_and_says_what_to_do),
        cmocka_unit_test(a_function_in_the_place_of_a_library_s_is_no_helper),
    };
    return cmocka_run_group_tests(tests, graded_make_folder, graded_remove_folder);
}
