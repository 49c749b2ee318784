#include "tracer/tables.h"

#include <sched.h>
#include <string.h>
#include <sys/mman.h>

struct hm__trace hm__trace;

enum { FIRST_BUCKETS = 4096, SPINS = 128 };

static void *reserve(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                   -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static bool make_index(struct hm__index *index, uint32_t entries)
{
    index->mask = 2 * entries - 1;
    index->slot = reserve((index->mask + 1ul) * sizeof *index->slot);
    return index->slot != NULL;
}

int hm__tables_init(void *base)
{
    struct hm__trace *t = &hm__trace;

    memset(t, 0, sizeof *t);
    t->raw = hm__raw_at(base);
    t->block = reserve((t->raw.header->blocks_max + 1) * sizeof *t->block);
    t->bucket = reserve(FIRST_BUCKETS * sizeof *t->bucket);
    t->bucket_mask = FIRST_BUCKETS - 1;
    if (!make_index(&t->chains, HM__CHAINS_MAX) || !make_index(&t->sites, HM__SITES_MAX) ||
        !make_index(&t->fates, HM__FATES_MAX) || t->block == NULL || t->bucket == NULL)
        return -1;
    t->raw.header->chains = 1;
    t->raw.header->sites = 1;
    return 0;
}

void hm__tables_done(void)
{
    struct hm__trace *t = &hm__trace;

    munmap(t->block, (t->raw.header->blocks_max + 1) * sizeof *t->block);
    munmap(t->bucket, (t->bucket_mask + 1ul) * sizeof *t->bucket);
    munmap(t->chains.slot, (t->chains.mask + 1ul) * sizeof *t->chains.slot);
    munmap(t->sites.slot, (t->sites.mask + 1ul) * sizeof *t->sites.slot);
    munmap(t->fates.slot, (t->fates.mask + 1ul) * sizeof *t->fates.slot);
    memset(t, 0, sizeof *t);
}

void hm__lock_many(void)
{
    for (unsigned spins = 0; __atomic_test_and_set(&hm__trace.lock, __ATOMIC_ACQUIRE);)
        if (++spins % SPINS == 0)
            sched_yield();
}

/* The finalizer of splitmix64: every bit of the key reaches the low bits. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static uint64_t join(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

static bool same_chain(const struct hm__raw_chain *c, const struct hm_hook_frame *top,
                       uint32_t count)
{
    if (c->count != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (c->frame[i].pc != top[-(ptrdiff_t)i].pc || c->frame[i].call != top[-(ptrdiff_t)i].call)
            return false;
    return true;
}

/* Code from a file that is not on the list: it was loaded meanwhile. */
static bool stranger(uint64_t address)
{
    const struct hm__raw *raw = &hm__trace.raw;
    for (uint32_t i = 0; i < raw->header->modules; i++)
        if (address >= raw->module[i].start && address < raw->module[i].end)
            return false;
    return true;
}

static uint32_t new_chain(const struct hm_hook_frame *top, uint32_t count, bool cut)
{
    struct hm__raw_header *h = hm__trace.raw.header;
    if (h->chains == HM__CHAINS_MAX)
        return 0;
    struct hm__raw_chain *c = &hm__trace.raw.chain[h->chains];
    c->count = count;
    c->cut = cut;
    for (uint32_t i = 0; i < count; i++) {
        const struct hm_hook_frame *f = top - i;
        c->frame[i] = (struct hm__raw_frame){ .fn = f->fn, .pc = f->pc, .call = f->call };
        hm__trace.stale |= stranger(f->pc);
    }
    return h->chains++;
}

uint32_t hm__chain(const struct hm__shadow *s)
{
    const struct hm_hook_frame *top = hm__shadow_top(s);
    uint32_t depth = hm__shadow_depth(s);
    if (depth == 0 || s->blind)
        return 0;
    uint32_t count = depth < HM__CHAIN_MAX ? depth : HM__CHAIN_MAX;
    uint64_t hash = count, odd = 0x9e3779b97f4a7c15u;
    for (const struct hm_hook_frame *f = top; f > top - count; f--, odd += 0x3c6ef372fe94f82au)
        hash += (f->pc + (f->call << 24)) * odd; /* the products do not wait for each other */

    const struct hm__index *index = &hm__trace.chains;
    for (uint32_t i = (uint32_t)mix(hash) & index->mask;; i = (i + 1) & index->mask) {
        uint32_t at = index->slot[i];
        if (at == 0)
            at = index->slot[i] = new_chain(top, count, depth > count);
        else if (!same_chain(&hm__trace.raw.chain[at], top, count))
            continue;
        return at;
    }
}

static uint32_t new_site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry)
{
    struct hm__raw_header *h = hm__trace.raw.header;
    if (h->sites == HM__SITES_MAX)
        return 0;
    struct hm__raw_site *site = &hm__trace.raw.site[h->sites];
    site->ra = ra;
    site->via = via;
    site->chain = chain;
    site->entry = entry;
    site->size_min = UINT64_MAX;
    site->grow_from_min = UINT64_MAX;
    hm__trace.stale |= stranger(ra) || (via != 0 && stranger(via));
    return h->sites++;
}

uint32_t hm__site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry)
{
    const struct hm__index *index = &hm__trace.sites;
    uint64_t hash = mix(join(join(ra, via), (uint64_t)chain << 8 | entry));
    for (uint32_t i = (uint32_t)hash & index->mask;; i = (i + 1) & index->mask) {
        uint32_t at = index->slot[i];
        if (at == 0)
            return index->slot[i] = new_site(chain, ra, via, entry);
        const struct hm__raw_site *site = &hm__trace.raw.site[at];
        if (site->ra == ra && site->chain == chain && site->via == via && site->entry == entry)
            return at;
    }
}

static struct hm__raw_frame raw_frame(const struct hm_hook_frame *f)
{
    return (struct hm__raw_frame){ .fn = f->fn, .pc = f->pc, .call = f->call };
}

static struct hm__raw_fate *new_fate(const struct hm__fate_key *key)
{
    struct hm__raw_header *h = hm__trace.raw.header;
    if (h->fates == HM__FATES_MAX)
        return NULL;
    struct hm__raw_fate *fate = &hm__trace.raw.fate[h->fates];
    *fate = (struct hm__raw_fate){ .site = key->site,
                                   .kind = key->kind,
                                   .depth = key->depth,
                                   .home = raw_frame(key->home),
                                   .free_ra = key->free_ra,
                                   .free_frame = raw_frame(key->top) };
    h->fates++;
    return fate;
}

/* A sum of products by odd numbers, of which the high bits are good: every death asks. */
static uint32_t hash_fate(const struct hm__fate_key *key)
{
    uint64_t hash = (key->free_ra ^ (uint64_t)key->site << 40) * 0x9e3779b97f4a7c15u;
    hash += (key->home->pc ^ (uint64_t)key->depth << 40) * 0xbf58476d1ce4e5b9u;
    hash += (key->top->pc ^ (uint64_t)key->kind << 56) * 0x94d049bb133111ebu;
    return (uint32_t)(hash >> 40);
}

struct hm__raw_fate *hm__fate(const struct hm__fate_key *key)
{
    const struct hm__index *index = &hm__trace.fates;
    for (uint32_t i = hash_fate(key) & index->mask;; i = (i + 1) & index->mask) {
        uint32_t at = index->slot[i]; /* one more than the index in the raw trace */
        if (at != 0) {
            struct hm__raw_fate *known = &hm__trace.raw.fate[at - 1];
            if (known->site == key->site && hm__fate_is(known, key))
                return known;
            continue;
        }
        struct hm__raw_fate *fate = new_fate(key);
        if (fate != NULL)
            index->slot[i] = hm__trace.raw.header->fates;
        return fate;
    }
}

/* Twice the buckets, so that there are never more blocks than buckets. */
static void widen(void)
{
    struct hm__trace *t = &hm__trace;
    uint32_t *old = t->bucket;
    uint32_t old_mask = t->bucket_mask;
    uint32_t *wide = reserve((2ul * old_mask + 2) * sizeof *wide);
    if (wide == NULL)
        return;
    t->bucket = wide;
    t->bucket_mask = 2 * old_mask + 1;
    for (uint32_t i = 0; i <= old_mask; i++)
        for (uint32_t at = old[i], next; at != 0; at = next) {
            struct hm__block *b = &t->block[at];
            uint32_t *bucket = hm__bucket_of(b->address);
            next = b->next;
            b->next = *bucket;
            *bucket = at;
        }
    munmap(old, (old_mask + 1ul) * sizeof *old);
}

bool hm__block_room(void)
{
    struct hm__trace *t = &hm__trace;
    if (t->blocks_used >= t->raw.header->blocks_max)
        return false;
    uint32_t at = ++t->blocks_used;
    if (at > t->bucket_mask)
        widen();
    t->block[at].next = 0;
    t->blocks_free = at;
    return true;
}

struct hm__block *hm__block_find(uintptr_t address)
{
    for (uint32_t at = *hm__bucket_of(address); at != 0; at = hm__trace.block[at].next)
        if (hm__trace.block[at].address == address)
            return &hm__trace.block[at];
    return NULL;
}

bool hm__block_take(uintptr_t address, struct hm__block *out)
{
    struct hm__block *b = hm__block_unlink(address);
    if (b == NULL)
        return false;
    *out = *b;
    hm__block_release(b);
    return true;
}

void hm__event(enum hm__event_kind kind, uint32_t thread, uint64_t id, uint64_t where,
               uint64_t extra, uint64_t owner)
{
    struct hm__raw_header *h = hm__trace.raw.header;
    uint64_t at = __atomic_fetch_add(&h->events, 1, __ATOMIC_RELAXED);
    if (at >= h->events_max)
        return;
    hm__trace.raw.event[at] = (struct hm__raw_event){
        .kind = kind, .thread = thread, .id = id, .where = where, .extra = extra, .owner = owner
    };
}
