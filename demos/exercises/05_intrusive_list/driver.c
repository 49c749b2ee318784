/* driver.c -- a cache that keeps its entries in the answer's list, and says what it evicts. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

struct cache {
    struct lru list;
    struct entry *entries; /* of this cache */
    uint16_t capacity, used;
};

struct caches {
    struct cache each[LISTS_MOST];
    struct entry entries[ENTRIES_MOST];
    uint16_t entry_of[KEYS]; /* its number + 1; 0: not in a cache */
    uint16_t evicted[OPS_MOST + ENTRIES_MOST];
    size_t count;
    const char *wrong;
};

/* An answer may return anything: is it an entry that is in the cache? */
static struct entry *evict(struct caches *all, struct cache *c)
{
    struct entry *e = lru_evict(&c->list);
    for (size_t i = 0; i < c->used; i++)
        if (e == &c->entries[i] && all->entry_of[e->key] != 0) {
            all->entry_of[e->key] = 0;
            all->evicted[all->count++] = (uint16_t)e->key;
            return e;
        }
    all->wrong = e == NULL ? "nothing is left to evict" : "what it evicts was not in the list";
    return NULL;
}

static bool use(struct caches *all, struct cache *c, uint16_t key)
{
    struct entry *e;
    if (all->entry_of[key] != 0) {
        lru_use(&c->list, &all->entries[all->entry_of[key] - 1]);
        return true;
    }
    e = c->used < c->capacity ? &c->entries[c->used++] : evict(all, c);
    if (e == NULL)
        return false;
    e->key = key;
    all->entry_of[key] = (uint16_t)(e - all->entries + 1);
    lru_add(&c->list, e);
    return true;
}

static void empty(struct caches *all, struct cache *c)
{
    for (uint16_t left = c->used; left > 0; left--)
        if (evict(all, c) == NULL)
            return;
    if (lru_evict(&c->list) != NULL)
        all->wrong = "an empty list has one more";
}

static void op(hm_trial *t)
{
    struct caches all;
    struct header h;
    memset(&all, 0, sizeof all);
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    size_t count = hm_trial_left(t) / 2;
    const uint16_t *keys = hm_trial_take(t, 2 * count);
    for (size_t i = 0; i < h.lists; i++) {
        all.each[i].entries = all.entries + i * h.capacity;
        all.each[i].capacity = h.capacity;
    }
    hm_trial_begin(t);
    for (size_t i = 0; i < count && all.wrong == NULL; i++) /* a key is always of the same list */
        use(&all, &all.each[keys[i] % h.lists], keys[i]);
    for (size_t i = 0; i < h.lists && all.wrong == NULL; i++)
        empty(&all, &all.each[i]);
    hm_trial_end(t);
    for (size_t i = 0; i < all.count && i < 12; i++)
        hm_say(t, "%s%u", i > 0 ? " " : "", all.evicted[i]);
    if (all.count > 12) {
        hm_say(t, " ... ");
        hm_say_bytes(t, all.evicted, all.count * sizeof all.evicted[0]);
    }
    if (all.wrong != NULL)
        hm_say(t, ", and %s", all.wrong);
}

int main(void)
{
    return hm_exercise_main(op);
}
