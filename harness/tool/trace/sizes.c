/* sizes.c -- run heapmark-escape on the sources of a traced program, and join its sites with those
 * of the run by file, line and column. */
#include "trace/sizes.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/json.h"
#include "cli/paths.h"
#include "escape/base/found.h"
#include "process/start.h"
#include "want/want.h"

enum { SECONDS_MAX = 20 };

/* Does the flag change what a source says? Then *two if its value is the next argument. */
static bool of_source(const char *flag, bool *two)
{
    static const char *const joined[] = { "-I", "-D", "-U", "-include", "-isystem", "-iquote" };
    *two = false;
    for (size_t i = 0; i < sizeof joined / sizeof joined[0]; i++)
        if (strncmp(flag, joined[i], strlen(joined[i])) == 0) {
            *two = strcmp(flag, joined[i]) == 0;
            return true;
        }
    return strncmp(flag, "-std=", 5) == 0;
}

static const char *limit(const void *unused)
{
    const struct rlimit seconds = { SECONDS_MAX, SECONDS_MAX };
    (void)unused;
    return setrlimit(RLIMIT_CPU, &seconds) == 0 ? NULL : "limiting its time";
}

/* Run `argv`, and read what it writes. NULL: nothing that can be read. */
static json_t *answer(const char *const *argv, bool limited)
{
    int status, out = memfd_create("sizes", MFD_CLOEXEC);
    struct process_start start = {
        .argv = argv,
        .fd = { PROCESS_NULL, out, PROCESS_NULL },
        .when_we_end = SIGKILL,
        .prepare = limited ? limit : NULL,
    };
    json_t *found = NULL;
    if (out >= 0 && process_run(&start, &status, NULL) && process_succeeded(status) &&
        lseek(out, 0, SEEK_SET) == 0)
        found = json_loadfd(out, 0, NULL);
    if (out >= 0)
        close(out);
    return found;
}

/* The document of docs/reference/escape.md; NULL: there is none. */
static json_t *ask(char *const *flags, char *const *sources)
{
    char path[ESCAPE_PATH_ROOM];
    size_t n = 0, count = 0;
    bool two;
    for (; sources[count] != NULL; count++)
        if (strcmp(strrchr(sources[count], '.'), ".c") != 0)
            return NULL;
    for (size_t i = 0; flags[i] != NULL; i++)
        count++;
    const char **argv = escape_found(path) ? calloc(count + 8, sizeof *argv) : NULL;
    if (argv == NULL)
        return NULL;
    argv[n++] = path;
    argv[n++] = "--sites";
    argv[n++] = "--json";
    argv[n++] = "--no-o2";
    for (size_t i = 0; sources[i] != NULL; i++)
        argv[n++] = sources[i];
    argv[n++] = "--";
    argv[n++] = "-I";
    argv[n++] = cli_include_folder();
    for (size_t i = 0; flags[i] != NULL; i++)
        if (of_source(flags[i], &two)) {
            argv[n++] = flags[i];
            if (two && flags[i + 1] != NULL)
                argv[n++] = flags[++i];
        }
    json_t *found = answer(argv, true);
    free(argv);
    return found;
}

static const char *text_of(const json_t *site, const char *key)
{
    const char *text = json_string_value(json_object_get(site, key));
    return text != NULL ? text : "";
}

/* A size that escape does not know is no constant, with two exceptions: a function of the program
 * may compute with the size that it is given (but not if the size of another call of it is known),
 * and a copy of a string literal always has one size. */
static enum verdict_source_size unknown_size(const json_t *sites, const json_t *site)
{
    size_t i;
    json_t *other;
    if (strstr(text_of(site, "expression"), "(\"") != NULL)
        return VERDICT_SIZE_UNKNOWN;
    if (!json_is_true(json_object_get(site, "wrapper")))
        return VERDICT_SIZE_VARIES;
    json_array_foreach(sites, i, other)
    {
        if (json_is_integer(json_object_get(other, "size_bytes")) &&
            strcmp(text_of(other, "allocator"), text_of(site, "allocator")) == 0)
            return VERDICT_SIZE_VARIES;
    }
    return VERDICT_SIZE_UNKNOWN;
}

/* What escape says of the sites at this place; `column` 0: of all in the line. Known only if they
 * agree. */
static enum verdict_source_size size_at(const json_t *sites, const struct verdict_site *seen,
                                        int column)
{
    enum verdict_source_size size = VERDICT_SIZE_UNKNOWN;
    size_t i;
    json_t *site;
    json_array_foreach(sites, i, site)
    {
        const char *file = json_string_value(json_object_get(site, "file"));
        const json_t *bytes = json_object_get(site, "size_bytes");
        if (file == NULL || json_integer_value(json_object_get(site, "line")) != seen->at.line ||
            (column != 0 &&
             json_integer_value(json_object_get(site, "column")) != seen->at.column) ||
            !want_same_file(file, seen->at.file))
            continue;
        enum verdict_source_size here;
        if (json_is_integer(bytes)) /* what the run saw is right if they differ */
            here = seen->size_min == seen->size_max &&
                           (uint64_t)json_integer_value(bytes) == seen->size_max
                       ? VERDICT_SIZE_CONSTANT
                       : VERDICT_SIZE_UNKNOWN;
        else
            here = unknown_size(sites, site);
        if (here == VERDICT_SIZE_UNKNOWN || (size != VERDICT_SIZE_UNKNOWN && size != here))
            return VERDICT_SIZE_UNKNOWN;
        size = here;
    }
    return size;
}

static void join(struct verdict_reading *reading, json_t *found)
{
    const json_t *sites = json_object_get(found, "sites");
    for (size_t i = 0; json_is_array(sites) && i < reading->report.site_count; i++) {
        const struct verdict_site *seen = &reading->report.sites[i];
        if (seen->at.file == NULL)
            continue;
        enum verdict_source_size size = size_at(sites, seen, seen->at.column);
        verdict_source_size_is(reading, i,
                               size != VERDICT_SIZE_UNKNOWN ? size : size_at(sites, seen, 0));
    }
    json_decref(found);
}

void trace_sizes(struct verdict_reading *reading, char *const *flags, char *const *sources)
{
    join(reading, ask(flags, sources));
}

void trace_sizes_of_project(struct verdict_reading *reading, const char *folder)
{
    char path[ESCAPE_PATH_ROOM];
    const char *const argv[] = { path, "--sites", "--json", "--no-o2", "-p", folder, NULL };
    bool there = escape_found(path);
    json_t *found = there ? answer(argv, false) : NULL;
    if (found == NULL)
        fprintf(stderr, "heapmark trace: -p %s: sizes are not compared with the source: %s\n",
                folder,
                there ? "`heapmark escape -p` fails, and says why if it is called alone"
                      : "heapmark-escape was not built, which needs LLVM");
    join(reading, found);
}

json_t *trace_sizes_load(const char *file)
{
    json_t *proof = cli_json_load(file, JSON_ALLOW_NUL);
    if (proof == NULL || json_is_array(json_object_get(proof, "sites")))
        return proof;
    cli_error("%s:1: expected an array \"sites\"", file);
    json_decref(proof);
    return NULL;
}

void trace_sizes_of_proof(struct verdict_reading *reading, json_t *proof)
{
    join(reading, proof);
}
