/* test_dhat.c -- the sites of `heapmark run` are those of DHAT, on ten programs in three languages.
 *
 * Method: a stack is named by the lines of the program's own source on it, because the two name
 * library functions differently. For each such stack, blocks and bytes in all, at the peak and at
 * exit must be equal, and so must the process's own peak. A realloc is the exception: see
 * realloc_moves_a_block_to_another_site. Five programs are looked at; with HM_TEST_ALL set, all
 * ten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define SOURCE HM_SOURCE_DIR "/harness/tests/tool/run/known/"

enum { BLOCKS, BYTES, PEAK_BLOCKS, PEAK_BYTES, LIVE_BLOCKS, LIVE_BYTES, AMOUNTS, STACKS = 4096 };

struct stack {
    char lines[512]; /* "list.c:14 list.c:30 " */
    json_int_t amount[AMOUNTS];
};

struct stacks {
    json_int_t peak, live; /* bytes of the whole process */
    size_t count;
    struct stack stack[STACKS];
};

static struct stacks ours, dhats;

static void add(struct stacks *to, const char *lines, json_t *site, const char *const *keys)
{
    size_t i = 0;
    while (i < to->count && strcmp(to->stack[i].lines, lines) != 0)
        i++;
    assert_true(i < STACKS);
    to->count += i == to->count;
    strcpy(to->stack[i].lines, lines);
    for (int k = 0; k < AMOUNTS; k++) {
        json_t *n = json_object_get(site, keys[k]);
        if (!json_is_integer(n))
            fail_msg("no %s", keys[k]);
        to->stack[i].amount[k] += json_integer_value(n);
    }
}

/* "NAME:LINE " if that file is the program's source. */
static void append(char *lines, const char *source, const char *file, json_int_t line)
{
    size_t n = strlen(lines);
    const char *base = file != NULL ? strrchr(file, '/') : NULL;
    base = base != NULL ? base + 1 : file;
    if (base != NULL && strcmp(base, source) == 0)
        snprintf(lines + n, sizeof dhats.stack[0].lines - n, "%s:%lld ", base, (long long)line);
}

static json_t *load(const char *file, const struct spawned *s)
{
    json_error_t error;
    json_t *root = json_load_file(file, 0, &error);
    if (root == NULL)
        fail_msg("%s: %s: %s", file, error.text, s->err);
    unlink(file);
    return root;
}

static void read_ours(const char *source, const char *program)
{
    static const char *const keys[AMOUNTS] = { "allocs",     "bytes",       "peak_blocks",
                                               "peak_bytes", "live_blocks", "live_bytes" };
    struct spawned s = SPAWN(TOOL, "run", "--top=all", "--sort=blocks", "--json", "--out",
                             "dhat_ours.json", "--", program);
    json_t *root = load("dhat_ours.json", &s), *site, *frame;
    json_t *sites = json_object_get(json_array_get(json_object_get(root, "processes"), 0), "sites");
    size_t i, k;
    ours.peak = json_integer_value(json_object_get(sites, "peak_requested"));
    ours.live = json_integer_value(json_object_get(sites, "live_requested"));
    json_array_foreach(json_object_get(sites, "most_allocs"), i, site)
    {
        char lines[sizeof ours.stack[0].lines] = "";
        json_array_foreach(json_object_get(site, "frames"), k, frame)
        {
            append(lines, source, json_string_value(json_object_get(frame, "file")),
                   json_integer_value(json_object_get(frame, "line")));
        }
        if (lines[0] != '\0')
            add(&ours, lines, site, keys);
    }
    json_decref(root);
    spawned_done(&s);
}

/* A frame is text: `0x10917E: push (list.c:14)`. */
static void append_dhat(char *lines, const char *source, const char *text)
{
    char file[256] = "";
    int line = 0;
    const char *open = text != NULL ? strrchr(text, '(') : NULL;
    if (open != NULL && sscanf(open, "(%255[^:]:%d)", file, &line) == 2)
        append(lines, source, file, line);
}

static void read_dhat(const char *source, const char *program)
{
    static const char *const keys[AMOUNTS] = { "tbk", "tb", "gbk", "gb", "ebk", "eb" };
    struct spawned s = SPAWN("valgrind", "--tool=dhat", "--num-callers=60", "--run-cxx-freeres=no",
                             "--run-libc-freeres=no", "--dhat-out-file=dhat_theirs.json", program);
    json_t *root = load("dhat_theirs.json", &s), *site, *frame;
    json_t *names = json_object_get(root, "ftbl");
    size_t i, k;
    json_array_foreach(json_object_get(root, "pps"), i, site)
    {
        char lines[sizeof dhats.stack[0].lines] = "";
        dhats.peak += json_integer_value(json_object_get(site, "gb"));
        dhats.live += json_integer_value(json_object_get(site, "eb"));
        json_array_foreach(json_object_get(site, "fs"), k, frame)
        {
            append_dhat(
                lines, source,
                json_string_value(json_array_get(names, (size_t)json_integer_value(frame))));
        }
        if (lines[0] != '\0')
            add(&dhats, lines, site, keys);
    }
    json_decref(root);
    spawned_done(&s);
}

/* False: its compiler is not there. */
static bool compile(const char *source, const char *program)
{
    const char *dot = strrchr(source, '.');
    const char *compiler = strcmp(dot, ".rs") == 0   ? "rustc"
                           : strcmp(dot, ".cc") == 0 ? "c++"
                                                     : "cc";
    char path[1024];
    snprintf(path, sizeof path, SOURCE "%s", source);
    if (!is_installed(compiler)) {
        print_message("skipped: %s: there is no %s\n", source, compiler);
        return false;
    }
    struct spawned s = compiler[0] == 'r'
                           ? SPAWN("rustc", "-g", "-o", program, path)
                           : SPAWN(compiler, "-g", "-gdwarf-4", "-O0", "-o", program, path);
    if (exit_status(&s) != 0)
        fail_msg("%s: %s", source, s.err);
    spawned_done(&s);
    return true;
}

/* False: it was skipped. */
static bool read_both(const char *source)
{
    char program[64];
    snprintf(program, sizeof program, "./dhat_%.*s", (int)strcspn(source, "."), source);
    memset(&ours, 0, sizeof ours);
    memset(&dhats, 0, sizeof dhats);
    if (!compile(source, program))
        return false;
    read_ours(source, program);
    read_dhat(source, program);
    unlink(program);
    assert_int_equal(ours.peak, dhats.peak);
    assert_int_equal(ours.live, dhats.live);
    if (ours.count == 0 || dhats.count == 0)
        fail_msg("%s: %zu and %zu stacks", source, ours.count, dhats.count);
    return true;
}

static void assert_same(const char *source)
{
    if (!read_both(source))
        return;
    size_t wrong = 0;
    for (size_t i = 0; i < dhats.count; i++) {
        const struct stack *theirs = &dhats.stack[i], *mine = NULL;
        for (size_t k = 0; k < ours.count && mine == NULL; k++)
            if (strcmp(ours.stack[k].lines, theirs->lines) == 0)
                mine = &ours.stack[k];
        for (int a = 0; a < AMOUNTS; a++) {
            json_int_t n = mine != NULL ? mine->amount[a] : -1;
            if (n == theirs->amount[a])
                continue;
            print_error("%s: %sof kind %d: %lld, DHAT %lld\n", source, theirs->lines, a,
                        (long long)n, (long long)theirs->amount[a]);
            wrong++;
        }
    }
    if (wrong > 0 || ours.count != dhats.count)
        fail_msg("%s: %zu stacks, DHAT %zu", source, ours.count, dhats.count);
}

static bool all_wanted(void)
{
    const char *all = getenv("HM_TEST_ALL");
    return all != NULL && all[0] != '\0';
}

static void four_programs_have_the_sites_that_dhat_sees(void **state)
{
    (void)state;
    static const char *const four[] = { "list.c", "matrix.c", "shapes.cc", "boxes.rs" };
    for (size_t i = 0; i < sizeof four / sizeof four[0]; i++)
        assert_same(four[i]);
}

static void so_do_five_more(void **state)
{
    (void)state;
    static const char *const more[] = { "tree.c", "wrappers.c", "queue.c", "strings.cc",
                                        "tables.rs" };
    if (!all_wanted())
        skip();
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
        assert_same(more[i]);
}

/* DHAT leaves the block with the stack that made it, and heapmark gives it to the stack that
 * reallocated it. What is alive is the same in all. */
static void realloc_moves_a_block_to_another_site(void **state)
{
    (void)state;
    json_int_t sum[AMOUNTS] = { 0 }, theirs[AMOUNTS] = { 0 }, made = 0, grown = 0;
    if (!read_both("growing.c"))
        return;
    for (size_t i = 0; i < ours.count; i++)
        for (int a = 0; a < AMOUNTS; a++)
            sum[a] += ours.stack[i].amount[a];
    for (size_t i = 0; i < dhats.count; i++)
        for (int a = 0; a < AMOUNTS; a++)
            theirs[a] += dhats.stack[i].amount[a];
    for (int a = PEAK_BLOCKS; a < AMOUNTS; a++)
        assert_int_equal(sum[a], theirs[a]);
    for (size_t i = 0; i < ours.count; i++) {
        bool in_begin = strncmp(ours.stack[i].lines, "growing.c:12 ", 13) == 0;
        *(in_begin ? &made : &grown) += ours.stack[i].amount[LIVE_BLOCKS];
    }
    assert_int_equal(made, 0);
    assert_int_equal(grown, 19);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    HM_NEEDS_PROGRAM("valgrind");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_programs_have_the_sites_that_dhat_sees),
        cmocka_unit_test(so_do_five_more),
        cmocka_unit_test(realloc_moves_a_block_to_another_site),
    };
    return cmocka_run_group_tests_name("sites beside DHAT", tests, NULL, NULL);
}
