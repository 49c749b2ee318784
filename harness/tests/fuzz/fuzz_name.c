/* fuzz_name.c -- any bytes as the names of sub-benchmarks, one a line.
 *
 * It checks more than crashes and leaks: a rewritten name has no white space and
 * no control character, rewriting it again changes nothing, and no name is given out twice. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bench/name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NAMES = 32 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check(struct hm_bench_store *store, const char *name)
{
    char *once = hm_bench_rewrite_name(store, name);
    must(once != NULL);
    for (const char *c = once; *c != '\0'; c++)
        must((unsigned char)*c > ' ' && *c != 127);
    char *twice = hm_bench_rewrite_name(store, once);
    must(twice != NULL && strcmp(once, twice) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';

    struct hm_bench_store store = { 0 };
    struct hm_bench_names names = { 0 };
    char *given[NAMES];
    size_t count = 0;
    for (char *rest = text, *line; count < NAMES && (line = strsep(&rest, "\n")) != NULL;) {
        check(&store, line);
        given[count] = hm_bench_unique_name(&names, &store, "Parent", line);
        must(given[count] != NULL);
        for (size_t i = 0; i < count; i++)
            must(strcmp(given[i], given[count]) != 0);
        count++;
    }
    hm_bench_store_release(&store);
    free(text);
    return 0;
}
