/* trace_call.c -- hm_trace_outliving(): ask the tracer, then name the sites by libdw. */
#include <link.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/trace_names.h"
#include "trace/query.h"

static struct hm__names *names; /* kept: its strings were handed out */

static int add_file(struct dl_phdr_info *info, size_t size, void *arg)
{
    char own[4096];
    ssize_t n = 0;

    (void)size, (void)arg;
    if (info->dlpi_name == NULL || info->dlpi_name[0] == '\0') {
        n = readlink("/proc/self/exe", own, sizeof own - 1);
        own[n > 0 ? n : 0] = '\0';
    }
    hm__names_add(names, n > 0 ? own : info->dlpi_name, 0, 0, info->dlpi_addr);
    return 0;
}

static void name(hm_trace_site *site)
{
    struct hm__spot spot[HM__SPOTS_MAX];

    if (names == NULL) {
        names = hm__names_new();
        if (names == NULL)
            return;
        dl_iterate_phdr(add_file, NULL);
    }
    hm__names_at(names, (uint64_t)(uintptr_t)site->call, spot);
    site->function = spot[0].function;
    site->file = spot[0].file;
    site->line = spot[0].line;
    site->column = spot[0].column;
}

static int most_first(const void *left, const void *right)
{
    const hm_trace_site *a = left, *b = right;
    return a->blocks != b->blocks ? (a->blocks < b->blocks) - (a->blocks > b->blocks)
                                  : (a->call > b->call) - (a->call < b->call);
}

/* An unrolled loop has several calls for one place in the source: add them up. */
static void join(hm_trace_site *sites, size_t room)
{
    for (size_t i = 1; i < room; i++)
        for (size_t k = 0; k < i && sites[i].file != NULL; k++) {
            if (sites[k].file != sites[i].file || sites[k].line != sites[i].line ||
                sites[k].column != sites[i].column)
                continue;
            sites[k].blocks += sites[i].blocks;
            sites[k].bytes += sites[i].bytes;
            sites[i] = (hm_trace_site){ 0 };
        }
}

int64_t hm_trace_outliving(void (*fn)(void *arg), void *arg, hm_trace_site *sites, size_t room)
{
    uint64_t mark = hm_trace_mark();
    if (mark == 0)
        return -1;
    fn(arg);
    uint64_t alive = hm_trace_alive_since(mark, sites, room);
    for (size_t i = 0; i < room && sites[i].blocks != 0; i++)
        name(&sites[i]);
    join(sites, room);
    if (room > 1)
        qsort(sites, room, sizeof *sites, most_first);
    return (int64_t)alive;
}
