/* call.c -- hm_trace_outliving(): the tracer gives the blocks alive, libdw names their sites. */
#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdlib.h>
#include <unistd.h>

#include "symbols/symbols.h"
#include "tracer/query.h"

enum { FILES_MAX = 256 }; /* addresses in further files stay without a name */

static struct symbols *symbols; /* never closed: callers keep its strings */
static struct {
    const char *path;
    uint64_t bias;
} files[FILES_MAX]; /* by their numbers in symbols */
static unsigned file_count;

/* Number of the file that holds this address now; 0: unknown. */
static unsigned file_of(const void *address)
{
    Dl_info info;
    struct link_map *map;
    char own[PATH_MAX] = "";
    if (dladdr1(address, &info, (void **)&map, RTLD_DL_LINKMAP) == 0)
        return 0;
    if (map->l_name[0] == '\0' && readlink("/proc/self/exe", own, sizeof own - 1) < 0)
        return 0;
    const char *path = symbols_text(symbols, own[0] != '\0' ? own : map->l_name);
    for (unsigned i = 0; i < file_count; i++) /* equal texts share one */
        if (files[i].path == path && files[i].bias == map->l_addr)
            return i + 1;
    if (path == NULL || file_count == FILES_MAX || symbols_add(symbols, path, map->l_addr) == 0)
        return 0;
    files[file_count].path = path;
    files[file_count].bias = map->l_addr;
    return ++file_count;
}

static void name(hm_trace_site *site)
{
    if (symbols == NULL)
        symbols = symbols_open();
    if (symbols == NULL)
        return;
    size_t count;
    const struct symbols_symbol *at =
        symbols_at(symbols, file_of(site->call), (uint64_t)(uintptr_t)site->call, &count);
    site->function = at->function;
    site->file = at->file;
    site->line = at->line;
    site->column = at->column;
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
