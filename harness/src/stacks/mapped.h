/* mapped.h -- is a file of code that was in memory still there? */
#ifndef HM_STACKS_MAPPED_H
#define HM_STACKS_MAPPED_H

#include "base/maps.h"

/* As far as can be known. may_open: the mappings of the process may be read. */
bool hm_stacks_is_mapped(const struct hm_base_map *map, bool may_open);

/* Does the dynamic linker know that none of its files is loaded there? False if it cannot tell.
 * Async-signal-safe, takes no lock. */
bool hm_stacks_is_unloaded(uintptr_t address);

#endif
