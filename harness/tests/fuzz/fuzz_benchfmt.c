/* fuzz_benchfmt.c -- any bytes as a benchmark file: read, join, judge, and write in every format.
 *
 * A zero byte separates files, so that the fuzzer also reaches the joining of several files. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/out.h"
#include "compare/filter.h"
#include "compare/limit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_files(struct gobench_set *set, const uint8_t *data, size_t size)
{
    for (size_t at = 0, len; at < size; at += len + 1) {
        const uint8_t *end = memchr(data + at, 0, size - at);
        len = end != NULL ? (size_t)(end - data) - at : size - at;
        if (len == 0)
            continue;
        char label[24];
        snprintf(label, sizeof label, "file%zu", set->n_labels);
        FILE *in = fmemopen((void *)(data + at), len, "r");
        if (in == NULL)
            abort();
        gobench_read(set, in, label, label);
        fclose(in);
    }
}

static void use(const struct gobench_set *set, const char *by, FILE *out)
{
    const struct compare_join_options options = { .by = by, .alpha = 0.05, .confidence = 0.95 };
    const struct compare_opts with = { 0.05, 0.95, 0 };
    struct compare_joined *joined = compare_join(set, &options);
    struct compare_limit limit;
    compare_text(out, joined, &with);
    compare_markdown(out, joined, &with);
    compare_csv(out, joined, &with);
    compare_json(out, joined, &with);
    char *wrong = compare_limit_parse(&limit, "ns/op>+10%");
    if (wrong != NULL)
        abort();
    compare_limit_check(&limit, joined, out);
    compare_limit_done(&limit);
    compare_joined_free(joined);
}

/* The options of the command line, taken from the same bytes. */
static void parse_limit(const uint8_t *data, size_t size)
{
    struct compare_limit limit;
    char *text = malloc(size + 1);
    if (text == NULL)
        return;
    memcpy(text, data, size);
    text[size] = '\0';
    char *wrong = compare_limit_parse(&limit, text);
    free(wrong);
    compare_limit_done(&limit);
    struct compare_projection projection = { 0 };
    free(compare_projection_parse(&projection, text));
    compare_projection_done(&projection);
    compare_filter_free(compare_filter_parse(text, &wrong));
    free(wrong);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gobench_set set = { 0 };
    static FILE *out;
    if (out == NULL)
        out = fopen("/dev/null", "w");
    if (size > 4096 || out == NULL)
        return 0;
    read_files(&set, data, size);
    if (set.n_results > 0) {
        use(&set, NULL, out);
        use(&set, "/impl", out);
        use(&set, "pkg", out);
    }
    gobench_set_done(&set);
    if (size < 128)
        parse_limit(data, size);
    return 0;
}
