/* costs.c -- holds what read-m says of each line of tests/go/costs against what a memory profile
 * counted there.
 *
 *     costs FILE.json     as `heapmark read-m --all --json --profile= --bench=` wrote it
 *
 * "block" needs blocks on the line, "none" needs a line without any, unless something else on the
 * line makes them. Exit status: 0 all agree, 1 some do not, 2 the file cannot be read. */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Never reached by its benchmark, or its block is below 16 bytes and shares one of another line. Up
 * to Go 1.24 -l leaves out the names of functions, and then it may be one of these. */
static bool is_rare(const char *function)
{
    return function[0] == '\0' || strcmp(function, "rare") == 0 ||
           strcmp(function, "panics") == 0 || strcmp(function, "deferredInLoop") == 0;
}

/* What an inlined function allocates on the line has no message up to Go 1.24. */
static bool is_silent(const char *function)
{
    return strcmp(function, "build") == 0;
}

static const char *text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s != NULL ? s : "";
}

static bool of_costs(const json_t *o)
{
    const char *file = text(o, "file");
    size_t len = strlen(file);
    return len >= 8 && strcmp(file + len - 8, "costs.go") == 0;
}

static double counted(const json_t *root, json_int_t line)
{
    double sum = 0;
    size_t i;
    json_t *l;
    json_array_foreach(json_object_get(json_object_get(root, "profile"), "lines"), i,
                       l) if (of_costs(l) && json_integer_value(json_object_get(l, "line")) == line)
        sum += json_number_value(json_object_get(l, "blocks_per_op"));
    return sum;
}

/* Does another message of the line say that it may cost a block? */
static bool another_costs(const json_t *findings, const json_t *f)
{
    size_t i;
    json_t *g;
    json_array_foreach(findings, i, g) if (of_costs(g) &&
                                           json_integer_value(json_object_get(g, "line")) ==
                                               json_integer_value(json_object_get(f, "line")) &&
                                           (strcmp(text(g, "cost"), "block") == 0 ||
                                            strcmp(text(g, "cost"), "depends") == 0)) return true;
    return false;
}

int main(int argc, char **argv)
{
    json_error_t wrong;
    json_t *root = argc > 1 ? json_load_file(argv[1], 0, &wrong) : NULL, *f;
    json_t *findings = json_object_get(root, "findings");
    size_t i, held = 0, blocks = 0, wrongs = 0;
    json_array_foreach(findings, i, f)
    {
        if (!of_costs(f) || strncmp(text(f, "verdict"), "leaking", 7) == 0)
            continue;
        bool block = strcmp(text(f, "cost"), "block") == 0;
        bool none = strcmp(text(f, "cost"), "none") == 0;
        double n = counted(root, json_integer_value(json_object_get(f, "line")));
        bool heap = strcmp(text(f, "verdict"), "does not escape") != 0;
        if (block && n < 0.1 && !is_rare(text(f, "function")))
            wrongs++;
        else if (none && heap && n > 0.05 && !is_silent(text(f, "function")) &&
                 !another_costs(findings, f))
            wrongs++;
        else {
            held++;
            blocks += block;
            continue;
        }
        printf("%s:%lld: %s %s: said to cost %s, counted %.3g blocks/op\n", text(f, "file"),
               (long long)json_integer_value(json_object_get(f, "line")), text(f, "what"),
               text(f, "verdict"), text(f, "cost"), n);
    }
    printf("costs: %zu lines agree (%zu of them cost a block), %zu do not\n", held, blocks, wrongs);
    json_decref(root);
    return root == NULL || held == 0 ? 2 : wrongs > 0;
}
