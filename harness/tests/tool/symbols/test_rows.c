/* test_rows.c -- rows of a line table with one address: the code is of the last one. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "symbols/rows.h"

enum { CALLS = 16 };

/* For each line, an instruction that begins another line too, one of a third line, and one of the
 * line alone. */
static void build(void)
{
    FILE *f = fopen("rows.s", "w");
    assert_non_null(f);
    fputs("\t.file 1 \"rows.c\"\n\t.text\n\t.globl main\nmain:\n", f);
    for (int line = 1; line <= CALLS; line++)
        fprintf(f,
                "\t.loc 1 100 0\n\t.loc 1 %d 0\n\tnop\n\t.loc 1 200 0\n\tnop\n\t.loc 1 %d 0\n"
                "\tnop\n",
                line, line);
    fputs("\t.section .note.GNU-stack,\"\",@progbits\n", f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(system("cc -g -shared -o librows.so rows.s"), 0); // NOLINT(cert-env33-c)
}

static void of_rows_with_one_address_the_last_counts(void **state)
{
    (void)state;
    size_t count;
    build();
    struct symbols_row *row = symbols_rows("librows.so", &count);
    assert_in_range(count, 3 * CALLS, 3 * CALLS + 1); /* the last may be the end of the code */
    for (size_t i = 0; i < CALLS; i++) {
        assert_int_equal(row[3 * i].place, row[3 * i + 2].place);
        assert_int_not_equal(row[3 * i].place, row[3 * i + 1].place);
    }
    free(row);
    unlink("rows.s");
    unlink("librows.so");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_rows_with_one_address_the_last_counts),
    };
    return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
