/* maps.h -- the mappings of this process, read without allocating. */
#ifndef HM_BASE_MAPS_H
#define HM_BASE_MAPS_H

#include <stdbool.h>
#include <stdint.h>

enum { HM_BASE_MAP_PATH_MAX = 1024 };

struct hm_base_map {
    uintptr_t start, end;
    uint64_t offset; /* of start, in the file */
    uint64_t inode;  /* of the file */
    bool executable;
    char path[HM_BASE_MAP_PATH_MAX]; /* cut if longer; "" for anonymous memory */
};

/* Call fn for each mapping, lowest address first, until it returns false. The map is valid during
 * the call. Returns false if /proc/self/maps cannot be read. Needs about 3 KiB of stack, keeps
 * errno, locks nothing, is async-signal-safe. */
bool hm_base_maps_each(bool (*fn)(const struct hm_base_map *map, void *arg), void *arg);

#endif
