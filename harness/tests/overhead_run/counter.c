/* counter.c -- the least that a preloaded counter can do: the floor for `heapmark run`. With SIZES
 * also the least that tells how many usable bytes are alive at the peak, which needs the
 * allocator's answer for each block at both ends of its life.
 *
 * With SITES also the least that tells how many blocks of a return address are alive: where each
 * block came from must be found when it ends. It is the floor for `heapmark run --sites`, which
 * keeps whole stacks. With STACKS a site is all return addresses along the frame pointers; in code
 * without them that is not the stack. Addresses may meet in one counter, and threads may lose an
 * addition. */
#include <dlfcn.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

static _Thread_local unsigned long allocs, bytes, frees;
#ifdef SIZES
static _Thread_local unsigned long live, peak;
#endif
static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void (*next_free)(void *);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);

#ifdef SITES
enum { COUNTS = 1 << 12, CELLS_LOG2 = 32, GRANULE_LOG2 = 4 };
static struct count {
    unsigned long born, bytes, freed;
} counts[COUNTS];
static uint32_t *cells; /* of each 16 bytes of memory: number of the counter */

static void map_cells(void)
{
    void *map = mmap(NULL, sizeof *cells << CELLS_LOG2, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    cells = map != MAP_FAILED ? map : NULL;
}

static uint32_t *cell_of(const void *block)
{
    return &cells[(uintptr_t)block >> GRANULE_LOG2 & ((UINT64_C(1) << CELLS_LOG2) - 1)];
}

static inline uint64_t mix(uint64_t h, uintptr_t pc)
{
    h = (h ^ pc) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

#ifdef STACKS
extern void *__libc_stack_end; /* of the loader; the stacks of other threads are cut short */

static inline __attribute__((always_inline)) uint64_t site(void)
{
    const uintptr_t *frame = __builtin_frame_address(0);
    uint64_t h = 0;
    for (int n = 0; n < 64; n++) {
        h = mix(h, frame[1]);
        uintptr_t next = frame[0];
        if (next <= (uintptr_t)frame || next % 8 != 0 || next >= (uintptr_t)__libc_stack_end)
            break;
        frame = (const uintptr_t *)next; // NOLINT(performance-no-int-to-ptr)
    }
    return h;
}
#else
static inline __attribute__((always_inline)) uint64_t site(void)
{
    return mix(0, (uintptr_t)__builtin_return_address(0));
}
#endif

static inline __attribute__((always_inline)) void place(void *block, size_t size)
{
    uint32_t number = site() >> 20 & (COUNTS - 1);
    counts[number].born++;
    counts[number].bytes += size;
    if (cells != NULL && block != NULL)
        *cell_of(block) = number;
}

static inline void leave(const void *block)
{
    if (cells != NULL && block != NULL)
        counts[*cell_of(block)].freed++;
}
#else
#define map_cells()        (void)0
#define place(block, size) (void)0
#define leave(block)       (void)0
#endif

static void find(void)
{
    map_cells();
    void *found[] = { dlsym(RTLD_NEXT, "malloc"), dlsym(RTLD_NEXT, "calloc"),
                      dlsym(RTLD_NEXT, "realloc"), dlsym(RTLD_NEXT, "free") };
    memcpy(&next_calloc, &found[1], sizeof found[1]);
    memcpy(&next_realloc, &found[2], sizeof found[2]);
    memcpy(&next_free, &found[3], sizeof found[3]);
    memcpy(&next_malloc, &found[0], sizeof found[0]);
}

static inline void *born(void *block)
{
#ifdef SIZES
    live += malloc_usable_size(block);
    peak = live > peak ? live : peak;
#endif
    return block;
}

void *malloc(size_t size)
{
    if (next_malloc == NULL)
        find();
    allocs++;
    bytes += size;
    void *block = born(next_malloc(size));
    place(block, size);
    return block;
}

void *calloc(size_t count, size_t size)
{
    if (next_malloc == NULL)
        find();
    allocs++;
    bytes += count * size;
    void *block = born(next_calloc(count, size));
    place(block, count * size);
    return block;
}

void *realloc(void *block, size_t size)
{
    if (next_malloc == NULL)
        find();
    allocs++;
    frees++;
    bytes += size;
#ifdef SIZES
    live -= malloc_usable_size(block);
#endif
    leave(block);
    void *moved = born(next_realloc(block, size));
    place(moved, size);
    return moved;
}

void free(void *block)
{
    if (next_malloc == NULL)
        find();
    frees++;
#ifdef SIZES
    live -= malloc_usable_size(block);
#endif
    leave(block);
    next_free(block);
}
