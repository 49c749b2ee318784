/* cells.h -- the records of live blocks, each at a place that follows from the block's address.
 *
 * The allocator hands out multiples of 16 bytes, nearly always. So each 16 bytes of memory have a
 * cell of 4 bytes, and the record of a block lies in the cell of its first byte: it is found
 * without a search, and neighbours in memory are neighbours here. The cells of a region of memory
 * are mapped when the first block there is born. A record of a large block needs three cells, which
 * the block has.
 *
 * A cell can be missing: for a block at another distance, without memory, for memory beyond that of
 * the regions. Then the record must go to the tables of alive.h. For any thread, without locks:
 * only the thread that was given a block touches its cells, until it has given the block back. */
#ifndef HM_STACKS_CELLS_H
#define HM_STACKS_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"
#include "base/realign.h"
#include "count/lane.h"

/* What is remembered of a live block: its size, a bit that is set, and the number + 1 of its site,
 * or 0. */
enum {
    HM_STACKS_RECORD_SITE_BITS = 19,
    HM_STACKS_RECORD_SET = 1 << HM_STACKS_RECORD_SITE_BITS,
    HM_STACKS_RECORD_SIZE_SHIFT = HM_STACKS_RECORD_SITE_BITS + 1,
};

static inline uint64_t hm_stacks_record(uint32_t site, size_t size)
{
    return (uint64_t)size << HM_STACKS_RECORD_SIZE_SHIFT | HM_STACKS_RECORD_SET | site;
}

static inline size_t hm_stacks_record_size(uint64_t record)
{
    return (size_t)(record >> HM_STACKS_RECORD_SIZE_SHIFT);
}

static inline uint32_t hm_stacks_record_site(uint64_t record)
{
    return (uint32_t)record & (HM_STACKS_RECORD_SET - 1);
}

enum {
    HM_STACKS_CELL_LOG2 = 4,    /* bytes of memory that a cell is for */
    HM_STACKS_REGION_LOG2 = 23, /* the same of a region */
    HM_STACKS_REGION_CELLS = 1 << (HM_STACKS_REGION_LOG2 - HM_STACKS_CELL_LOG2),
    HM_STACKS_PART_LOG2 = 13, /* cells that are made ready in one go */
    HM_STACKS_REGIONS = 4096,
    HM_STACKS_REGION_TRIES = 4,
};

#define HM_STACKS_CELL_LARGE (UINT32_C(1) << 31) /* the size lies in the two cells that follow */

struct hm_stacks_region {
    uint32_t *cells; /* atomic; NULL: not yet, or there is no memory */
    uint64_t ready;  /* atomic; a bit for each part that has been made ready */
    uint32_t number; /* atomic; address >> HM_STACKS_REGION_LOG2, + 1; 0: unused */
};

_Static_assert(HM_STACKS_REGION_CELLS >> HM_STACKS_PART_LOG2 == 64, "a part has a bit in `ready`");

extern struct hm_stacks_region hm_stacks_regions[HM_STACKS_REGIONS] HM_COUNT_HIDDEN;

/* Put the record of a block that was handed out into its cell. False: it has none. Keeps errno. */
HM_BASE_REALIGN bool hm_stacks_cells_put_first(uintptr_t block, uint64_t record)
    __attribute__((cold));

/* Unmap all cells. Only while the process has one thread. */
void hm_stacks_cells_forget(void);

/* From now on ask the system for nothing. */
void hm_stacks_cells_seal(void);

/* The region of that number + 1 at its usual place. NULL: it is elsewhere, or not there. */
static inline struct hm_stacks_region *hm_stacks_region_usual(uintptr_t block)
{
    uintptr_t number = (block >> HM_STACKS_REGION_LOG2) + 1;
    struct hm_stacks_region *r = &hm_stacks_regions[number % HM_STACKS_REGIONS];
    return HM_BASE_LIKELY(__atomic_load_n(&r->number, __ATOMIC_RELAXED) == number) ? r : NULL;
}

/* The same at any place. */
struct hm_stacks_region *hm_stacks_region_of(uintptr_t block);

static inline uint32_t hm_stacks_cell_number(uintptr_t block)
{
    return (uint32_t)(block >> HM_STACKS_CELL_LOG2) & (HM_STACKS_REGION_CELLS - 1);
}

static inline bool hm_stacks_record_is_small(uint64_t record)
{
    return record < HM_STACKS_CELL_LARGE;
}

/* Put the record into the block's cell, as long as there is nothing to prepare. */
static inline bool hm_stacks_cells_put_usual(uintptr_t block, uint64_t record)
{
    struct hm_stacks_region *r = hm_stacks_region_usual(block);
    uint32_t i = hm_stacks_cell_number(block);
    if (HM_BASE_UNLIKELY(
            r == NULL || !hm_stacks_record_is_small(record) ||
            block % (1 << HM_STACKS_CELL_LOG2) != 0 ||
            (__atomic_load_n(&r->ready, __ATOMIC_ACQUIRE) >> (i >> HM_STACKS_PART_LOG2) & 1) == 0))
        return false;
    __atomic_store_n(&r->cells[i], (uint32_t)record, __ATOMIC_RELAXED);
    return true;
}

/* As hm_stacks_cells_put_first(). */
static inline bool hm_stacks_cells_put(uintptr_t block, uint64_t record)
{
    return HM_BASE_LIKELY(hm_stacks_cells_put_usual(block, record)) ||
           hm_stacks_cells_put_first(block, record);
}

/* The block's cell, if its region is at its usual place; else NULL. */
static inline uint32_t *hm_stacks_cell_usual(uintptr_t block)
{
    struct hm_stacks_region *r = hm_stacks_region_usual(block);
    uint32_t *cells = r != NULL ? __atomic_load_n(&r->cells, __ATOMIC_ACQUIRE) : NULL;
    if (HM_BASE_UNLIKELY(cells == NULL || block % (1 << HM_STACKS_CELL_LOG2) != 0))
        return NULL;
    return &cells[hm_stacks_cell_number(block)];
}

/* Does the cell hold a record, and all of it? */
static inline bool hm_stacks_cell_is_whole(uint32_t cell)
{
    return (cell & (HM_STACKS_RECORD_SET | HM_STACKS_CELL_LARGE)) == HM_STACKS_RECORD_SET;
}

/* The record of a large block that held `first` in its first cell; its size is forgotten too. */
uint64_t hm_stacks_cells_take_large(uint32_t *cell, uint32_t first);

/* The record in the block's cell, which is forgotten. 0: there is none. */
static inline uint64_t hm_stacks_cells_take(uintptr_t block)
{
    struct hm_stacks_region *r = hm_stacks_region_usual(block);
    if (HM_BASE_UNLIKELY(r == NULL))
        r = hm_stacks_region_of(block);
    uint32_t *cells = r != NULL ? __atomic_load_n(&r->cells, __ATOMIC_ACQUIRE) : NULL;
    if (HM_BASE_UNLIKELY(cells == NULL || block % (1 << HM_STACKS_CELL_LOG2) != 0))
        return 0;
    uint32_t *cell = &cells[hm_stacks_cell_number(block)];
    uint32_t record = __atomic_load_n(cell, __ATOMIC_RELAXED);
    if ((record & HM_STACKS_RECORD_SET) == 0) /* or it is a part of a size */
        return 0;
    __atomic_store_n(cell, 0, __ATOMIC_RELAXED);
    return HM_BASE_LIKELY(record < HM_STACKS_CELL_LARGE) ? record
                                                         : hm_stacks_cells_take_large(cell, record);
}

#endif
