/* test_alike.c -- copies are found whatever was changed, and the course's own text is none. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "class/alike.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"

static const char original[] =
    "#include \"contract.h\"\n"
    "struct box widest(const struct box *b, size_t n) {\n"
    "    struct box best = b[0];\n"
    "    for (size_t i = 1; i < n; i++) {\n"
    "        if (b[i].right - b[i].left > best.right - best.left) best = b[i];\n"
    "        else if (b[i].left == 0) { best.left += 1; best.right *= 2; }\n"
    "    }\n"
    "    while (best.left < 0) { best.left++; best.right++; }\n"
    "    return best;\n}\n";
static const char spaced[] =
    "#include \"contract.h\"\n/* mine */\n"
    "struct box widest(const struct box *b, size_t n)\n{\n"
    "  struct box best = b[0]; // the first\n"
    "  for (size_t i = 1; i < n; i++) {\n"
    "   if (b[i].right - b[i].left > best.right - best.left)\n best = b[i];\n"
    "   else if (b[i].left == 0) { best.left += 1; best.right *= 2; }\n"
    "  }\n while (best.left < 0) { best.left++; best.right++; }\n return best; }\n";
static const char renamed[] =
    "#include \"contract.h\"\n"
    "struct box widest(const struct box *list, size_t count) {\n"
    "    struct box result = list[0];\n"
    "    for (size_t k = 3; k < count; k++) {\n"
    "        if (list[k].right - list[k].left > result.right - result.left) result = list[k];\n"
    "        else if (list[k].left == 7) { result.left += 5; result.right *= 9; }\n"
    "    }\n"
    "    while (result.left < 8) { result.left++; result.right++; }\n"
    "    return result;\n}\n";
static const char extended[] =
    "#include \"contract.h\"\nstatic int unused_helper(int x) { return x ? x : 1; }\n"
    "struct box widest(const struct box *list, size_t count) {\n"
    "    struct box result = list[0]; int y = unused_helper(3); (void)y;\n"
    "    for (size_t k = 3; k < count; k++) {\n"
    "        if (list[k].right - list[k].left > result.right - result.left) result = list[k];\n"
    "        else if (list[k].left == 7) { result.left += 5; result.right *= 9; }\n"
    "    }\n"
    "    while (result.left < 8) { result.left++; result.right++; }\n"
    "    return result;\n}\n";
static const char other[] =
    "#include \"contract.h\"\n"
    "static long wide(struct box x) { return x.right - x.left; }\n"
    "struct box widest(const struct box *b, size_t n) {\n"
    "    const struct box *p = b, *end = b + n;\n"
    "    do { p = wide(*b) >= wide(*p) ? b : p; } while (++b != end);\n"
    "    switch (p->left) { case 0: return (struct box){ 1, 2 }; default: break; }\n"
    "    return *p;\n}\n";

static char folder[32];

static void put(const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* How the answers of two students are alike; -1: they are not. */
static int likeness(const char *a, const char *b)
{
    struct class c = { .count = 2, .exercise_count = 1 };
    put("a.c", a);
    put("b.c", b);
    c.exercises = xzalloc(sizeof *c.exercises);
    strcpy(c.exercises[0].folder, folder);
    c.students = xzalloc(2 * sizeof *c.students);
    for (size_t i = 0; i < 2; i++) {
        c.students[i].answers = xzalloc(sizeof *c.students[i].answers);
        c.students[i].answers[0].path = xprintf("%s/%c.c", folder, "ab"[i]);
    }
    size_t count;
    struct class_pair *pairs = class_alike(&c, &count);
    int how = count > 0 ? (int)pairs[0].how : -1;
    free(pairs);
    class_done(&c);
    return how;
}

static void a_copy_is_found_whatever_was_changed(void **state)
{
    (void)state;
    assert_int_equal(likeness(original, original), CLASS_SAME_BYTES);
    assert_int_equal(likeness(original, spaced), CLASS_SAME_TOKENS);
    assert_int_equal(likeness(original, renamed), CLASS_SAME_NAMES);
    assert_int_equal(likeness(original, extended), CLASS_NEAR);
}

static void another_way_to_write_it_is_no_copy(void **state)
{
    (void)state;
    assert_int_equal(likeness(original, other), -1);
    assert_int_equal(likeness("", ""), -1);
    assert_int_equal(likeness("int x;", "int x = 1;"), -1);
}

static void the_text_of_the_course_is_no_sign(void **state)
{
    (void)state;
    put("start.c", original);
    assert_int_equal(likeness(original, original), -1);
    assert_int_equal(likeness(renamed, original), -1);
    assert_int_equal(likeness(extended, original), -1);
    assert_int_equal(likeness(other, other), CLASS_SAME_BYTES);
}

static int open_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/alike.XXXXXX");
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int close_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_copy_is_found_whatever_was_changed),
        IN_A_FOLDER(another_way_to_write_it_is_no_copy),
        IN_A_FOLDER(the_text_of_the_course_is_no_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
