/* test_sarif.c -- findings in, SARIF out. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "formats/sarif.h"
#include "support/golden.h"

static const struct formats_rule rules[] = { { "kept", "A block is kept", "It need not be." },
                                             { "other", "Another rule", "Not met." } };

/* What is written; the version of heapmark masked. */
static char *written(struct formats_sarif *sarif)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    assert_true(formats_sarif_end(sarif, out, "heapmark test"));
    assert_int_equal(fclose(out), 0);
    char *version = strstr(text, "\"semanticVersion\":\"");
    assert_non_null(version);
    memset(version + 19, 'V', strcspn(version + 19, "\""));
    return text;
}

static void a_finding_with_all_members_is_what_the_golden_file_says(void **state)
{
    static const struct formats_place steps[] = { { "a b.c", 3, 4, "first <step>" },
                                                  { "/abs/c.c", 5, 0, "last" } };
    static const struct formats_place related[] = { { "./d.c", 0, 0, "freed here" } };
    static const struct formats_finding finding = { .rule = 0,
                                                    .warning = true,
                                                    .message = "a \"message\"\n\xff",
                                                    .at = { "e.c", 1, 2, NULL },
                                                    .identity = { "e.c", NULL, "what" },
                                                    .steps = steps,
                                                    .step_count = 2,
                                                    .related = related,
                                                    .related_count = 1,
                                                    .count = 12 };
    static const struct formats_finding bare = { .rule = 1,
                                                 .message = "m",
                                                 .at = { "f.c", 0, 0, NULL } };
    struct formats_sarif sarif;
    (void)state;
    formats_sarif_begin(&sarif, rules, 2);
    formats_sarif_add(&sarif, &finding);
    formats_sarif_add(&sarif, &bare);
    char *text = written(&sarif);
    assert_golden_text(HM_SOURCE_DIR "/harness/tests/golden/formats/findings.sarif", text);
    free(text);
}

static void a_file_in_this_folder_is_named_from_here(void **state)
{
    char here[4096];
    struct formats_sarif sarif;
    (void)state;
    assert_non_null(getcwd(here, sizeof here));
    char *path = xprintf("%s/sub/g.c", here);
    formats_sarif_begin(&sarif, rules, 2);
    formats_sarif_add(&sarif,
                      &(struct formats_finding){ .message = "m", .at = { path, 1, 0, NULL } });
    char *text = written(&sarif);
    assert_non_null(strstr(text, "{\"uri\":\"sub/g.c\"}"));
    free(text);
    free(path);
}

static void a_run_takes_as_many_findings_as_github_does(void **state)
{
    static const struct formats_finding bare = { .message = "m", .at = { "f.c", 1, 0, NULL } };
    struct formats_sarif sarif;
    (void)state;
    formats_sarif_begin(&sarif, rules, 2);
    for (int i = 0; i < FORMATS_SARIF_MOST + 3; i++)
        formats_sarif_add(&sarif, &bare);
    assert_int_equal(sarif.left_out, 3);
    assert_int_equal(json_array_size(sarif.results), FORMATS_SARIF_MOST);
    free(written(&sarif));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_with_all_members_is_what_the_golden_file_says),
        cmocka_unit_test(a_file_in_this_folder_is_named_from_here),
        cmocka_unit_test(a_run_takes_as_many_findings_as_github_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
