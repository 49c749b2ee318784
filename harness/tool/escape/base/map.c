/* map.c -- linear probing, doubled when half full; contract in map.h. */
#include "escape/base/map.h"

#include "escape/base/arena.h"

static struct hm__map_slot *find(const struct hm__map *map, uintptr_t key)
{
    uint64_t hash = (uint64_t)key * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 20) & (map->size - 1);
    while (map->slots[at].key != 0 && map->slots[at].key != key)
        at = (at + 1) & (map->size - 1);
    return &map->slots[at];
}

static void grow(struct hm__map *map)
{
    struct hm__map old = *map;
    map->size = old.size == 0 ? 64 : old.size * 2;
    map->slots = hm__arena_get(map->size * sizeof *map->slots);
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i].key != 0)
            *find(map, old.slots[i].key) = old.slots[i];
}

uintptr_t *hm__map_at(struct hm__map *map, uintptr_t key)
{
    if (map->used * 2 >= map->size)
        grow(map);
    struct hm__map_slot *slot = find(map, key);
    if (slot->key == 0) {
        slot->key = key;
        map->used++;
    }
    return &slot->value;
}
