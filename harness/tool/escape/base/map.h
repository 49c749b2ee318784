/* map.h -- from addresses to anything: open addressing inside the arena. Start from { 0 }. */
#ifndef HM_ESCAPE_BASE_MAP_H
#define HM_ESCAPE_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct escape_map_slot {
    uintptr_t key; /* 0: free */
    uintptr_t value;
};

struct escape_map {
    struct escape_map_slot *slots;
    size_t size, used;
};

/* The value kept for `key` (not 0), 0 when it is new. Valid until the next call on this map. */
uintptr_t *escape_map_at(struct escape_map *map, uintptr_t key);

#endif
