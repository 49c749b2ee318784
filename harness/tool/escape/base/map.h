/* map.h -- a hash table from addresses to integers or pointers, in the arena. Start from { 0 }. */
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

/* The address of the value for `key` (not 0); the value of a new key is 0. Valid until the next
 * call on this map. */
uintptr_t *escape_map_at(struct escape_map *map, uintptr_t key);

#endif
