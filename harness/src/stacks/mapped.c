/* mapped.c -- the dynamic linker is asked first, because reading the mappings takes long. */
#include "stacks/mapped.h"

#include <dlfcn.h>
#include <string.h>

#ifdef DLFO_STRUCT_HAS_EH_DBASE /* glibc has _dl_find_object(): lock-free, async-signal-safe */
#pragma weak _dl_find_object

static bool is_loaded(uintptr_t address)
{
    struct dl_find_object object;
    return _dl_find_object != NULL &&
           _dl_find_object((void *)address, &object) == 0; // NOLINT(performance-no-int-to-ptr)
}

bool hm_stacks_is_unloaded(uintptr_t address)
{
    return _dl_find_object != NULL && !is_loaded(address);
}
#else
static bool is_loaded(uintptr_t address)
{
    (void)address;
    return false;
}

bool hm_stacks_is_unloaded(uintptr_t address)
{
    (void)address;
    return false;
}
#endif

struct search {
    const struct hm_base_map *map;
    bool found;
};

static bool compare(const struct hm_base_map *map, void *arg)
{
    struct search *s = arg;
    s->found = map->start == s->map->start && map->offset == s->map->offset &&
               strncmp(map->path, s->map->path, strlen(s->map->path)) == 0;
    return !s->found; /* the path of a deleted file has got a word more */
}

bool hm_stacks_is_mapped(const struct hm_base_map *map, bool may_open)
{
    struct search s = { .map = map };
    if (is_loaded(map->start) || !may_open)
        return true;
    return !hm_base_maps_each(compare, &s) || s.found;
}
