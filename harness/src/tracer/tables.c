/* tables.c -- hash tables in front of the raw trace, and the table of live blocks. */
#include "tracer/tables.h"

#include <string.h>
#include <sys/mman.h>

struct hm_tracer_tables hm_tracer_tables;

enum { FIRST_BUCKETS = 4096 };

static bool make_index(struct hm_tracer_index *index, uint32_t entries)
{
    index->mask = 2 * entries - 1;
    index->slot = hm_tracer_reserve((index->mask + 1ul) * sizeof *index->slot);
    return index->slot != NULL;
}

int hm_tracer_tables_init(void *base)
{
    struct hm_tracer_tables *t = &hm_tracer_tables;
    struct hm_tracer_raw raw = hm_tracer_raw_at(base);

    hm_tracer_trace = (struct hm_tracer_trace){ .raw = raw };
    *t = (struct hm_tracer_tables){
        .block = hm_tracer_reserve((raw.header->blocks_max + 1) * sizeof *t->block),
        .bucket = hm_tracer_reserve(FIRST_BUCKETS * sizeof *t->bucket),
        .bucket_mask = FIRST_BUCKETS - 1,
        .group = hm_tracer_reserve(HM_TRACER_GROUPS_MAX * sizeof *t->group),
    };
    if (hm_tracer_chains_init(&t->chains) != 0 || !make_index(&t->sites, HM_TRACER_SITES_MAX) ||
        !make_index(&t->fates, HM_TRACER_FATES_MAX) ||
        !make_index(&t->peaks, HM_TRACER_PEAKS_MAX) ||
        !make_index(&t->groups, 4 * HM_TRACER_SITES_MAX) || t->block == NULL || t->bucket == NULL ||
        t->group == NULL)
        return -1;
    raw.header->sites = 1;
    return 0;
}

void hm_tracer_tables_done(void)
{
    struct hm_tracer_tables *t = &hm_tracer_tables;

    munmap(t->block, (hm_tracer_trace.raw.header->blocks_max + 1) * sizeof *t->block);
    munmap(t->bucket, (t->bucket_mask + 1ul) * sizeof *t->bucket);
    hm_tracer_chains_done(&t->chains);
    munmap(t->sites.slot, (t->sites.mask + 1ul) * sizeof *t->sites.slot);
    munmap(t->fates.slot, (t->fates.mask + 1ul) * sizeof *t->fates.slot);
    munmap(t->peaks.slot, (t->peaks.mask + 1ul) * sizeof *t->peaks.slot);
    munmap(t->groups.slot, (t->groups.mask + 1ul) * sizeof *t->groups.slot);
    munmap(t->group, HM_TRACER_GROUPS_MAX * sizeof *t->group);
    memset(t, 0, sizeof *t);
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

/* The number of the group with that key, made if new. Two keys that have one hash are one group:
 * then its numbers are too large, never too small. */
static uint32_t group_of(uint64_t key)
{
    struct hm_tracer_tables *t = &hm_tracer_tables;
    for (uint32_t i = (uint32_t)mix(key) & t->groups.mask;; i = (i + 1) & t->groups.mask) {
        uint32_t at = t->groups.slot[i];
        if (at != 0 && t->group[at] != key)
            continue;
        if (at == 0) {
            at = t->groups.slot[i] = ++t->group_count;
            t->group[at] = key;
        }
        return at;
    }
}

/* What stands for the code before address `ra`: its place in the source, or itself. */
static uint64_t place_of(uint64_t ra)
{
    const struct hm_tracer_raw *raw = &hm_tracer_trace.raw;
    uint64_t at = ra - 1 - raw->module[0].bias, low = 0, high = raw->header->lines;
    while (low < high) { /* line[low - 1].address <= at < line[high].address */
        uint64_t middle = low + (high - low) / 2;
        if (raw->line[middle].address <= at)
            low = middle + 1;
        else
            high = middle;
    }
    bool known = low > 0 && at <= UINT32_MAX && raw->line[low - 1].place != 0;
    return known ? raw->line[low - 1].place : ra;
}

/* The key has the function of the call too: where a function that it inlines has no frame, a place
 * alone would be that of all calls of such a function. */
static void find_groups(struct hm_tracer_raw_site *site)
{
    const struct hm_tracer_raw_node *node = hm_tracer_trace.raw.node, *n = &node[site->chain];
    uint64_t key = join(join(join(1, place_of(site->ra)), site->via), site->entry);
    key = join(key, n->frame.fn);
    for (uint32_t level = 0; level < HM_TRACER_LEVELS; level++) {
        if (level > 0 && n->count > 0) {
            key = join(join(key, n->frame.pc), place_of(n->frame.call));
            n = &node[n->parent];
        }
        site->group[level] = group_of(key);
    }
}

static uint32_t new_site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry)
{
    struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    if (h->sites == HM_TRACER_SITES_MAX)
        return 0;
    struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[h->sites];
    site->ra = ra;
    site->via = via;
    site->chain = chain;
    site->entry = entry;
    site->left_out_min = UINT32_MAX;
    site->size_min = UINT64_MAX;
    site->grow_from_min = UINT64_MAX;
    find_groups(site);
    hm_tracer_tables.chains.frames += hm_tracer_trace.raw.node[chain].count;
    hm_tracer_trace.stale |= hm_tracer_unlisted(ra) || (via != 0 && hm_tracer_unlisted(via));
    return h->sites++;
}

uint32_t hm_tracer_site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry)
{
    const struct hm_tracer_index *index = &hm_tracer_tables.sites;
    uint64_t hash = mix(join(join(ra, via), (uint64_t)chain << 8 | entry));
    for (uint32_t i = (uint32_t)hash & index->mask;; i = (i + 1) & index->mask) {
        uint32_t at = index->slot[i];
        if (at == 0)
            return index->slot[i] = new_site(chain, ra, via, entry);
        const struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[at];
        if (site->ra == ra && site->chain == chain && site->via == via && site->entry == entry)
            return at;
    }
}

static struct hm_tracer_raw_frame raw_frame(const struct hm_hook_frame *f)
{
    return (struct hm_tracer_raw_frame){ .fn = f->fn, .pc = f->pc, .call = f->call };
}

static struct hm_tracer_raw_fate *new_fate(const struct hm_tracer_fate_key *key)
{
    struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    if (h->fates == HM_TRACER_FATES_MAX)
        return NULL;
    struct hm_tracer_raw_fate *fate = &hm_tracer_trace.raw.fate[h->fates];
    *fate = (struct hm_tracer_raw_fate){ .site = key->site,
                                         .kind = key->kind,
                                         .depth = key->depth,
                                         .depth_min = UINT32_MAX,
                                         .home = raw_frame(key->home),
                                         .free_ra = key->free_ra,
                                         .free_frame = raw_frame(key->top),
                                         .free_under = raw_frame(key->under) };
    h->fates++;
    return fate;
}

/* A sum of products with odd numbers, because it is computed at every death. Its high bits are well
 * mixed, the low ones are not. */
static uint32_t hash_fate(const struct hm_tracer_fate_key *key)
{
    uint64_t hash = (key->free_ra ^ (uint64_t)key->site << 40) * 0x9e3779b97f4a7c15u;
    hash += (key->home->pc ^ (uint64_t)key->depth << 40) * 0xbf58476d1ce4e5b9u;
    hash += (key->top->pc ^ (uint64_t)key->kind << 56) * 0x94d049bb133111ebu;
    hash += (key->top->call ^ key->under->call << 24) * 0x3c6ef372fe94f82bu;
    return (uint32_t)(hash >> 40);
}

/* What stands for the depth: itself, or a number that is no depth. */
static uint32_t rough(uint32_t depth)
{
    if (depth < HM_TRACER_DEPTH_EXACT || hm_tracer_trace.raw.header->fates < HM_TRACER_FATES_EXACT)
        return depth;
    uint32_t shift = 28 - (uint32_t)__builtin_clz(depth);
    return depth >> shift << shift | 1u << 31;
}

static struct hm_tracer_raw_fate *find_fate(const struct hm_tracer_fate_key *key)
{
    const struct hm_tracer_index *index = &hm_tracer_tables.fates;
    for (uint32_t i = hash_fate(key) & index->mask;; i = (i + 1) & index->mask) {
        uint32_t at = index->slot[i]; /* one more than the index in the raw trace */
        if (at != 0) {
            struct hm_tracer_raw_fate *known = &hm_tracer_trace.raw.fate[at - 1];
            if (known->site == key->site && hm_tracer_fate_is(known, key))
                return known;
            continue;
        }
        struct hm_tracer_raw_fate *fate = new_fate(key);
        if (fate != NULL)
            index->slot[i] = hm_tracer_trace.raw.header->fates;
        return fate;
    }
}

struct hm_tracer_raw_fate *hm_tracer_fate(const struct hm_tracer_fate_key *key)
{
    struct hm_tracer_fate_key rough_key = *key;
    rough_key.depth = rough(key->depth);
    struct hm_tracer_raw_fate *fate = find_fate(&rough_key);
    if (fate != NULL && key->depth < fate->depth_min)
        fate->depth_min = key->depth;
    if (fate != NULL && key->depth > fate->depth_max)
        fate->depth_max = key->depth;
    return fate;
}

struct hm_tracer_raw_peak *hm_tracer_peak(uint32_t group, uint64_t home)
{
    const struct hm_tracer_index *index = &hm_tracer_tables.peaks;
    struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    uint64_t hash = mix(join(home, group));
    for (uint32_t i = (uint32_t)hash & index->mask;; i = (i + 1) & index->mask) {
        uint32_t at = index->slot[i]; /* one more than the index in the raw trace */
        struct hm_tracer_raw_peak *peak = &hm_tracer_trace.raw.peak[at != 0 ? at - 1 : h->peaks];
        if (at != 0 && (peak->group != group || peak->home != home))
            continue;
        if (at != 0)
            return peak;
        if (h->peaks == HM_TRACER_PEAKS_MAX) {
            h->peaks_lost = 1;
            return NULL;
        }
        *peak = (struct hm_tracer_raw_peak){ .group = group, .home = home };
        index->slot[i] = ++h->peaks;
        return peak;
    }
}

/* Double the buckets, so that there are never more blocks than buckets. */
static void widen(void)
{
    struct hm_tracer_tables *t = &hm_tracer_tables;
    uint32_t *old = t->bucket;
    uint32_t old_mask = t->bucket_mask;
    uint32_t *wide = hm_tracer_reserve((2ul * old_mask + 2) * sizeof *wide);
    if (wide == NULL)
        return;
    t->bucket = wide;
    t->bucket_mask = 2 * old_mask + 1;
    for (uint32_t i = 0; i <= old_mask; i++)
        for (uint32_t at = old[i], next; at != 0; at = next) {
            struct hm_tracer_block *b = &t->block[at];
            next = b->next;
            hm_tracer_block_link(b, b->address);
        }
    munmap(old, (old_mask + 1ul) * sizeof *old);
}

bool hm_tracer_block_room(void)
{
    struct hm_tracer_tables *t = &hm_tracer_tables;
    if (t->blocks_used >= hm_tracer_trace.raw.header->blocks_max)
        return false;
    uint32_t at = ++t->blocks_used;
    if (at > t->bucket_mask)
        widen();
    t->block[at].next = 0;
    t->blocks_free = at;
    return true;
}
