/* alive.c -- the tables of live blocks: find the bucket, take a place, give it back. */
#include "stacks/alive.h"

#include <errno.h>
#include <stddef.h>

#include "base/kernel.h"
#include "base/likely.h"

/* A bucket is two cache lines, and holds the smallest blocks of 128 bytes of memory. */
enum { BUCKET = 8, SPAN_LOG2 = 7, BUCKETS_LOG2 = 9, GROWTH_LOG2 = 2, TABLES = 12 };

struct place {
    uintptr_t block; /* atomic; 0: free */
    uint64_t record;
};

static struct place *tables[TABLES]; /* atomic; each GROWTH times as large as the one before */
static unsigned count;               /* atomic; of tables */
static bool sealed;

static unsigned buckets_log2(unsigned table)
{
    return BUCKETS_LOG2 + table * GROWTH_LOG2;
}

/* Memory beyond the range of a table begins again at its start, but at another place each time:
 * else blocks at equal distances would meet in few buckets. */
static struct place *bucket_of(unsigned table, uintptr_t block)
{
    unsigned bits = buckets_log2(table);
    uintptr_t span = block >> SPAN_LOG2, round = span >> bits;
    size_t i = (span + round * UINT64_C(0x9e3779b1)) & (((size_t)1 << bits) - 1);
    return &__atomic_load_n(&tables[table], __ATOMIC_RELAXED)[i * BUCKET];
}

static size_t size_of(unsigned table)
{
    return (sizeof(struct place) * BUCKET) << buckets_log2(table);
}

/* One table more than `have`. False: no memory. */
static bool grow(unsigned have)
{
    int saved = errno;
    if (have == TABLES || __atomic_load_n(&sealed, __ATOMIC_RELAXED))
        return false;
    struct place *none = NULL,
                 *more = hm_base_mmap(NULL, size_of(have), PROT_READ | PROT_WRITE,
                                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    errno = saved;
    if (more == MAP_FAILED)
        return false;
    if (!__atomic_compare_exchange_n(&tables[have], &none, more, false, __ATOMIC_RELEASE,
                                     __ATOMIC_RELAXED))
        hm_base_munmap(more, size_of(have)); /* another thread was first */
    __atomic_compare_exchange_n(&count, &have, have + 1, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED);
    errno = saved;
    return true;
}

static bool put(struct place *bucket, uintptr_t block, uint64_t record)
{
    for (int i = 0; i < BUCKET; i++) {
        uintptr_t none = __atomic_load_n(&bucket[i].block, __ATOMIC_RELAXED);
        if (none != 0 || !__atomic_compare_exchange_n(&bucket[i].block, &none, block, false,
                                                      __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            continue;
        bucket[i].record = record;
        return true;
    }
    return false;
}

bool hm_stacks_alive_table_add(uintptr_t block, uint64_t record)
{
    unsigned have = __atomic_load_n(&count, __ATOMIC_ACQUIRE);
    for (unsigned t = have; t-- > 0;)
        if (HM_BASE_LIKELY(put(bucket_of(t, block), block, record)))
            return true;
    while (grow(have)) {
        if (put(bucket_of(have, block), block, record))
            return true;
        have = __atomic_load_n(&count, __ATOMIC_ACQUIRE);
    }
    return false;
}

uint64_t hm_stacks_alive_table_take(uintptr_t block)
{
    for (unsigned t = __atomic_load_n(&count, __ATOMIC_ACQUIRE); t-- > 0;) {
        struct place *bucket = bucket_of(t, block);
        for (int i = 0; i < BUCKET; i++) {
            if (__atomic_load_n(&bucket[i].block, __ATOMIC_RELAXED) != block)
                continue;
            uint64_t record = bucket[i].record;
            __atomic_store_n(&bucket[i].block, 0, __ATOMIC_RELEASE);
            return record;
        }
    }
    return 0;
}

void hm_stacks_alive_forget(void)
{
    hm_stacks_cells_forget();
    for (unsigned t = 0; t < TABLES; t++) {
        if (tables[t] != NULL)
            hm_base_munmap(tables[t], size_of(t));
        tables[t] = NULL;
    }
    count = 0;
}

void hm_stacks_alive_seal(void)
{
    enum { ENOUGH = 5 }; /* room for a million blocks, of which only touched pages exist */
    unsigned have;
    while ((have = __atomic_load_n(&count, __ATOMIC_ACQUIRE)) < ENOUGH && grow(have))
        ;
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
    hm_stacks_cells_seal();
}
