/* read.c -- numbers from our JSON, from jemalloc's JSON and from the text of Valgrind. */
#include "verify/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static uint64_t number(json_t *object, const char *key)
{
    return (uint64_t)json_integer_value(json_object_get(object, key));
}

bool verify_read_ours(const char *text, struct verify_ours *out)
{
    *out = (struct verify_ours){ 0 };
    json_t *root = json_loads(text, 0, NULL);
    json_t *benchmark = json_array_get(json_object_get(root, "benchmarks"), 0);
    json_t *sample = json_array_get(json_object_get(benchmark, "samples"), 0);
    json_t *counters = json_object_get(sample, "counters");
    const char *outcome = json_string_value(json_object_get(sample, "outcome"));
    bool found = outcome != NULL;
    if (found) {
        snprintf(out->outcome, sizeof out->outcome, "%s", outcome);
        out->n = number(sample, "n");
        out->counted = counters != NULL;
        out->allocs = number(counters, "allocs");
        out->bytes = number(counters, "bytes");
        out->reallocs = number(counters, "grows") + number(counters, "shrinks");
    }
    json_decref(root);
    return found;
}

bool verify_read_jemalloc(const char *text, uint64_t *requests)
{
    const char *start = strstr(text, "{\"jemalloc\"");
    json_t *root = start == NULL ? NULL : json_loads(start, JSON_DISABLE_EOF_CHECK, NULL);
    json_t *arenas = json_object_get(json_object_get(root, "jemalloc"), "stats.arenas");
    json_t *merged = json_object_get(arenas, "merged");
    json_t *small = json_object_get(json_object_get(merged, "small"), "nrequests");
    json_t *large = json_object_get(json_object_get(merged, "large"), "nrequests");
    bool found = small != NULL && large != NULL;
    if (found)
        *requests = (uint64_t)json_integer_value(small) + (uint64_t)json_integer_value(large);
    json_decref(root);
    return found;
}

/* Read a number such as 1,234,567 and move *at behind it. */
static uint64_t grouped(const char **at)
{
    uint64_t value = 0;
    for (; (**at >= '0' && **at <= '9') || **at == ','; ++*at)
        if (**at != ',')
            value = value * 10 + (uint64_t)(**at - '0');
    return value;
}

bool verify_read_valgrind(const char *text, uint64_t *allocs, uint64_t *bytes)
{
    static const char words[] = "total heap usage: ";
    const char *at = strstr(text, words);
    for (const char *next = at; next != NULL; next = strstr(next + 1, words))
        at = next; /* forked children come first, the program's own summary is the last */
    if (at == NULL)
        return false;
    at += strlen(words);
    *allocs = grouped(&at);
    at = strstr(at, "frees, ");
    if (at == NULL)
        return false;
    at += strlen("frees, ");
    *bytes = grouped(&at);
    return strncmp(at, " bytes allocated", 16) == 0;
}

static const char *line_after(const char *at)
{
    const char *end = strchr(at, '\n');
    return end != NULL ? end + 1 : NULL;
}

/* libstdc++ asks for at least 1 byte, rounded up to a multiple of the alignment. */
static int64_t added_to_aligned(unsigned long size, unsigned long alignment)
{
    unsigned long least = size > 0 ? size : 1;
    return (int64_t)((least + alignment - 1) / alignment * alignment - size);
}

/* --PID-- _Znwm(0) = ...   and   --PID-- _ZnwmSt11align_val_t(size 12, al 64) = ... */
static void read_new(const char *line, struct verify_traced *t)
{
    unsigned long size = 1, alignment = 0;
    char close = 0;
    if (sscanf(line, "--%*d-- _Zn%*[^(](%lu%c", &size, &close) == 2) // NOLINT
        t->new_of_nothing += size == 0 && close == ')';
    else if (sscanf(line, "--%*d-- _Zn%*[^(](size %lu, al %lu%c", &size, &alignment, // NOLINT
                    &close) == 3 &&
             alignment > 0)
        t->new_aligned += added_to_aligned(size, alignment);
}

/* --PID-- realloc(0x5079780,0)...   and   --PID-- memalign(al 4096, size 8192) = ... */
struct verify_traced verify_read_trace(const char *text, long page_size)
{
    struct verify_traced t = { 0 };
    for (const char *line = text; line != NULL; line = line_after(line)) {
        unsigned long block = 0, alignment = 0, size = 1;
        char close = 0;
        if (strncmp(line, "--", 2) != 0)
            continue;
        if (sscanf(line, "--%*d-- realloc(0x%lx,%lu%c", &block, &size, &close) == 3) // NOLINT
            t.to_nothing += block != 0 && size == 0 && close == ')';
        else if (sscanf(line, "--%*d-- memalign(al %lu, size %lu%c", &alignment, &size, // NOLINT
                        &close) == 3)
            t.whole_pages += alignment == (unsigned long)page_size && size % alignment == 0;
        else
            read_new(line, &t);
    }
    return t;
}
