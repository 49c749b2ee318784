/* inside.c -- what the C library allocates by itself. How much depends on the library, so only the
 * simplest calls have a fixed count. The counts of all calls are compared between allocators. */
#include "scenario.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void some_blocks_all_returned(void)
{
    struct cost used = so_far();

    if (is_counted())
        EXPECT(used.allocs > 0 && used.allocs == used.frees);
}

static void copies_a_string(void)
{
    char *copy = strdup("hello"), *part = strndup("hello", 2);

    EXPECT(strcmp(copy, "hello") == 0 && strcmp(part, "he") == 0);
    free(copy);
    free(part);
}

static void copies_a_wide_string(void)
{
    free(wcsdup(L"hello"));
}

static void prints_to_a_string(void)
{
    char *text = NULL;

    EXPECT(asprintf(&text, "%d", 1000) == 4);
    free(text);
    some_blocks_all_returned();
}

static void reads_lines(void)
{
    char text[] = "one\ntwo\n";
    FILE *file = fmemopen(text, sizeof text - 1, "r");
    char *line = NULL;
    size_t room = 0;

    EXPECT(getline(&line, &room, file) == 4);
    EXPECT(getdelim(&line, &room, 'w', file) == 2);
    free(line);
    fclose(file);
    some_blocks_all_returned();
}

static void opens_a_file(void)
{
    FILE *file = fopen("/dev/null", "w");

    EXPECT(file != NULL);
    fputs("hello", file);
    fclose(file);
    some_blocks_all_returned();
}

static void prints_to_memory(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);

    for (int i = 0; i < 2000; i++)
        fputs("hello ", file);
    fclose(file);
    EXPECT(size == 12000);
    free(text);
    some_blocks_all_returned();
}

static int backwards(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

static void sorts(void)
{
    static int numbers[10000];

    for (int i = 0; i < 10000; i++)
        numbers[i] = i;
    qsort(numbers, 10000, sizeof numbers[0], backwards);
    EXPECT(numbers[0] == 9999);
}

static void *nothing(void *arg)
{
    return arg;
}

static void starts_a_thread(void)
{
    pthread_t thread;

    EXPECT(pthread_create(&thread, NULL, nothing, NULL) == 0);
    pthread_join(thread, NULL);
}

static void changes_the_environment(void)
{
    EXPECT(setenv("HEAPMARK_CONFORMANCE", "1", 1) == 0);
    EXPECT(unsetenv("HEAPMARK_CONFORMANCE") == 0);
}

static void finds_the_real_path(void)
{
    char *path = realpath("/", NULL);

    EXPECT(path != NULL && strcmp(path, "/") == 0);
    free(path);
    some_blocks_all_returned();
}

const struct scenario inside[] = {
    { "strdup, strndup", copies_a_string, { 2, 2, 9, 0, 0 } },
    { "wcsdup", copies_a_wide_string, { 1, 1, 6 * sizeof(wchar_t), 0, 0 } },
    { "asprintf", prints_to_a_string, { DEPENDS, 0, 0, 0, 0 } },
    { "getline, getdelim", reads_lines, { DEPENDS, 0, 0, 0, 0 } },
    { "fopen", opens_a_file, { DEPENDS, 0, 0, 0, 0 } },
    { "open_memstream", prints_to_memory, { DEPENDS, 0, 0, 0, 0 } },
    { "qsort", sorts, { DEPENDS, 0, 0, 0, 0 } },
    { "pthread_create", starts_a_thread, { DEPENDS, 0, 0, 0, 0 } },
    { "setenv", changes_the_environment, { DEPENDS, 0, 0, 0, 0 } },
    { "realpath", finds_the_real_path, { DEPENDS, 0, 0, 0, 0 } },
    { NULL, NULL, { 0, 0, 0, 0, 0 } },
};
