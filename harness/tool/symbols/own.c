/* own.c -- the dynamic linker says in which file an address is, libdw what is there. */
#include "symbols/own.h"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <unistd.h>

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

const struct symbols_symbol *symbols_own_at(const void *address, size_t *count)
{
    if (symbols == NULL)
        symbols = symbols_open();
    if (symbols == NULL)
        return NULL;
    return symbols_at(symbols, file_of(address), (uint64_t)(uintptr_t)address, count);
}
