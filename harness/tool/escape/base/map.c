/* map.c -- open addressing with linear probing, doubled when half full; contract in map.h. */
#include "escape/base/map.h"

#include "escape/base/arena.h"

static struct escape_map_slot *find(const struct escape_map *map, uintptr_t key)
{
    uint64_t hash = (uint64_t)key * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 20) & (map->size - 1);
    while (map->slots[at].key != 0 && map->slots[at].key != key)
        at = (at + 1) & (map->size - 1);
    return &map->slots[at];
}

static void grow(struct escape_map *map)
{
    struct escape_map old = *map;
    map->size = old.size == 0 ? 64 : old.size * 2;
    map->slots = escape_arena_get(map->size * sizeof *map->slots);
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i].key != 0)
            *find(map, old.slots[i].key) = old.slots[i];
}

uintptr_t *escape_map_at(struct escape_map *map, uintptr_t key)
{
    if (map->used * 2 >= map->size)
        grow(map);
    struct escape_map_slot *slot = find(map, key);
    if (slot->key == 0) {
        slot->key = key;
        map->used++;
    }
    return &slot->value;
}
