/* sizes.c -- run heapmark-escape on the sources of a traced program, and join its sites with those
 * of the run by file, line and column. */
#include "trace/sizes.h"

#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

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

/* The document of docs/reference/escape.md; NULL: there is none. */
static json_t *ask(char *const *flags, char *const *sources)
{
    char path[ESCAPE_PATH_ROOM];
    size_t n = 0, count = 0;
    bool two;
    int status;
    for (; sources[count] != NULL; count++)
        if (strcmp(strrchr(sources[count], '.'), ".c") != 0)
            return NULL;
    for (size_t i = 0; flags[i] != NULL; i++)
        count++;
    if (!escape_found(path))
        return NULL;
    const char **argv = calloc(count + 8, sizeof *argv);
    int out = argv != NULL ? memfd_create("sizes", MFD_CLOEXEC) : -1;
    if (out < 0) {
        free(argv);
        return NULL;
    }
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
    struct process_start start = {
        .argv = argv,
        .fd = { PROCESS_NULL, out, PROCESS_NULL },
        .when_we_end = SIGKILL,
        .prepare = limit,
    };
    json_t *found = NULL;
    if (process_run(&start, &status, NULL) && process_succeeded(status) &&
        lseek(out, 0, SEEK_SET) == 0)
        found = json_loadfd(out, 0, NULL);
    close(out);
    free(argv);
    return found;
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
        enum verdict_source_size here = VERDICT_SIZE_VARIES;
        if (json_is_integer(bytes)) /* what the run saw is right if they differ */
            here = seen->size_min == seen->size_max &&
                           (uint64_t)json_integer_value(bytes) == seen->size_max
                       ? VERDICT_SIZE_CONSTANT
                       : VERDICT_SIZE_UNKNOWN;
        if (here == VERDICT_SIZE_UNKNOWN || (size != VERDICT_SIZE_UNKNOWN && size != here))
            return VERDICT_SIZE_UNKNOWN;
        size = here;
    }
    return size;
}

void trace_sizes(struct verdict_reading *reading, char *const *flags, char *const *sources)
{
    json_t *found = ask(flags, sources);
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
