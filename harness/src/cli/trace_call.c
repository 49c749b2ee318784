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

int64_t hm_trace_outliving(void (*fn)(void *arg), void *arg, hm_trace_site *sites, size_t room)
{
    uint64_t mark = hm_trace_mark();
    if (mark == 0)
        return -1;
    fn(arg);
    uint64_t alive = hm_trace_alive_since(mark, sites, room);
    if (room > 1)
        qsort(sites, room, sizeof *sites, most_first);
    for (size_t i = 0; i < room && sites[i].blocks != 0; i++)
        name(&sites[i]);
    return (int64_t)alive;
}
