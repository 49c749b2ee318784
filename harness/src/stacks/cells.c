/* cells.c -- the cells of live blocks: map those of a region, and the records of large blocks. */
#include "stacks/cells.h"

#include <errno.h>

#include "base/kernel.h"

struct hm_stacks_region hm_stacks_regions[HM_STACKS_REGIONS];

static bool sealed;
static bool any; /* atomic; a region was claimed */

enum { REGION_BYTES = HM_STACKS_REGION_CELLS * sizeof(uint32_t) };

struct hm_stacks_region *hm_stacks_region_of(uintptr_t block)
{
    uintptr_t number = (block >> HM_STACKS_REGION_LOG2) + 1;
    for (uintptr_t i = 0; i < HM_STACKS_REGION_TRIES; i++) {
        struct hm_stacks_region *r = &hm_stacks_regions[(number + i) % HM_STACKS_REGIONS];
        uint32_t there = __atomic_load_n(&r->number, __ATOMIC_RELAXED);
        if (there == number)
            return r;
        if (there == 0)
            return NULL;
    }
    return NULL;
}

/* Is the region below that one, of that number, nearly full of blocks? */
static bool follows_full(uint32_t number)
{
    enum { FULL = 48 }; /* of 64 parts */
    const struct hm_stacks_region *below =
        hm_stacks_region_of((uintptr_t)(number - 2) << HM_STACKS_REGION_LOG2);
    return below != NULL && __builtin_popcountll(below->ready) >= FULL;
}

/* The cells of a heap that grows are better off in one large page: the system hands out fewer, and
 * the processor looks up fewer. They lie where one can be. */
static void *map_cells(bool large)
{
    size_t room = large ? 2 * (size_t)REGION_BYTES : REGION_BYTES;
    char *map = hm_base_mmap(NULL, room, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (map == MAP_FAILED)
        return NULL;
    if (!large)
        return map;
    size_t before = -(uintptr_t)map % REGION_BYTES;
    if (before != 0)
        hm_base_munmap(map, before);
    hm_base_munmap(map + before + REGION_BYTES, REGION_BYTES - before);
    hm_base_madvise(map + before, REGION_BYTES, MADV_HUGEPAGE);
    return map + before;
}

/* The region of the block, claimed now if need be. Whoever claims it maps its cells; the others do
 * without until they are there. */
static struct hm_stacks_region *claim(uintptr_t block)
{
    uintptr_t number = (block >> HM_STACKS_REGION_LOG2) + 1;
    if (number > UINT32_MAX)
        return NULL;
    for (uintptr_t i = 0; i < HM_STACKS_REGION_TRIES; i++) {
        struct hm_stacks_region *r = &hm_stacks_regions[(number + i) % HM_STACKS_REGIONS];
        uint32_t there = 0;
        if (!__atomic_compare_exchange_n(&r->number, &there, (uint32_t)number, false,
                                         __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
            if (there == number)
                return r;
            continue;
        }
        __atomic_store_n(&any, true, __ATOMIC_RELAXED);
        void *cells = map_cells(follows_full((uint32_t)number));
        if (cells != NULL)
            __atomic_store_n(&r->cells, cells, __ATOMIC_RELEASE);
        return r;
    }
    return NULL;
}

/* Small blocks are born side by side, so the pages of this cell and its neighbours are asked for at
 * once: the system takes several times as long to hand them out one by one. */
static void make_ready(struct hm_stacks_region *r, uint32_t cell)
{
    uint32_t part = cell >> HM_STACKS_PART_LOG2;
#ifdef MADV_POPULATE_WRITE /* Linux 5.14; before that it fails, and nothing is lost */
    hm_base_madvise(&r->cells[part << HM_STACKS_PART_LOG2], sizeof(uint32_t) << HM_STACKS_PART_LOG2,
                    MADV_POPULATE_WRITE);
#endif
    __atomic_fetch_or(&r->ready, UINT64_C(1) << part, __ATOMIC_RELEASE);
}

/* 31 bits of a size as a cell that is not taken for a record. */
static uint32_t cell_of_size(uint64_t part)
{
    uint32_t low = (uint32_t)part & (HM_STACKS_RECORD_SET - 1);
    uint32_t high = (uint32_t)(part >> HM_STACKS_RECORD_SITE_BITS);
    return high << HM_STACKS_RECORD_SIZE_SHIFT | low;
}

static uint64_t size_of_cell(uint32_t cell)
{
    return (uint64_t)(cell >> HM_STACKS_RECORD_SIZE_SHIFT) << HM_STACKS_RECORD_SITE_BITS |
           (cell & (HM_STACKS_RECORD_SET - 1));
}

static void put(uint32_t *cell, uint64_t record)
{
    uint64_t size = hm_stacks_record_size(record);
    if (hm_stacks_record_is_small(record)) {
        __atomic_store_n(cell, (uint32_t)record, __ATOMIC_RELAXED);
        return;
    }
    __atomic_store_n(&cell[1], cell_of_size(size & INT32_MAX), __ATOMIC_RELAXED);
    __atomic_store_n(&cell[2], cell_of_size(size >> 31), __ATOMIC_RELAXED);
    __atomic_store_n(cell,
                     HM_STACKS_CELL_LARGE | HM_STACKS_RECORD_SET | hm_stacks_record_site(record),
                     __ATOMIC_RELAXED);
}

uint64_t hm_stacks_cells_take_large(uint32_t *cell, uint32_t first)
{
    uint64_t size = size_of_cell(__atomic_load_n(&cell[1], __ATOMIC_RELAXED)) |
                    size_of_cell(__atomic_load_n(&cell[2], __ATOMIC_RELAXED)) << 31;
    __atomic_store_n(&cell[1], 0, __ATOMIC_RELAXED);
    __atomic_store_n(&cell[2], 0, __ATOMIC_RELAXED);
    return hm_stacks_record(first & (HM_STACKS_RECORD_SET - 1), (size_t)size);
}

bool hm_stacks_cells_put_first(uintptr_t block, uint64_t record)
{
    uint32_t i = hm_stacks_cell_number(block);
    if (block % (1 << HM_STACKS_CELL_LOG2) != 0 ||
        (!hm_stacks_record_is_small(record) && i + 2 >= HM_STACKS_REGION_CELLS))
        return false;
    int saved = errno;
    bool may_ask = !__atomic_load_n(&sealed, __ATOMIC_RELAXED);
    struct hm_stacks_region *r = may_ask ? claim(block) : hm_stacks_region_of(block);
    errno = saved;
    if (r == NULL || __atomic_load_n(&r->cells, __ATOMIC_ACQUIRE) == NULL)
        return false;
    uint32_t part = i >> HM_STACKS_PART_LOG2;
    if ((__atomic_load_n(&r->ready, __ATOMIC_RELAXED) >> part & 1) == 0 && may_ask &&
        hm_stacks_record_is_small(record))
        make_ready(r, i);
    errno = saved;
    put(&r->cells[i], record);
    return true;
}

void hm_stacks_cells_forget(void)
{
    for (size_t i = 0; any && i < HM_STACKS_REGIONS; i++) {
        if (hm_stacks_regions[i].number == 0)
            continue;
        if (hm_stacks_regions[i].cells != NULL)
            hm_base_munmap(hm_stacks_regions[i].cells, REGION_BYTES);
        hm_stacks_regions[i] = (struct hm_stacks_region){ 0 };
    }
    any = false;
}

void hm_stacks_cells_seal(void)
{
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
}
