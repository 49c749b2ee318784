/* strpool.c -- a hash table of strings with dense numbers; contract in strpool.h. */
#include "text/strpool.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

void text_strpool_done(struct text_strpool *pool)
{
    for (size_t i = 0; i < pool->n; i++)
        free(pool->strings[i]);
    free(pool->strings);
    free(pool->slots);
    *pool = (struct text_strpool){ 0 };
}

/* FNV-1a. */
static size_t hash(const char *s, size_t len)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return (size_t)(h ^ (h >> 32));
}

/* The slot that holds the string, or the empty one where it belongs. */
static uint32_t *find(const struct text_strpool *pool, const char *s, size_t len)
{
    for (size_t i = hash(s, len);; i++) {
        uint32_t *slot = &pool->slots[i & (pool->n_slots - 1)];
        if (*slot == 0)
            return slot;
        const char *have = pool->strings[*slot - 1];
        if (strncmp(have, s, len) == 0 && have[len] == '\0')
            return slot;
    }
}

static void rehash(struct text_strpool *pool, size_t n_slots)
{
    free(pool->slots);
    pool->slots = xrealloc(NULL, n_slots, sizeof *pool->slots);
    memset(pool->slots, 0, n_slots * sizeof *pool->slots);
    pool->n_slots = n_slots;
    for (size_t i = 0; i < pool->n; i++)
        *find(pool, pool->strings[i], strlen(pool->strings[i])) = (uint32_t)(i + 1);
}

size_t text_strpool_id(struct text_strpool *pool, const char *s, size_t len, bool *added)
{
    if (pool->n_slots < 2 * (pool->n + 1))
        rehash(pool, pool->n_slots == 0 ? 64 : 2 * pool->n_slots);
    uint32_t *slot = find(pool, s, len);
    bool is_new = *slot == 0;
    if (is_new) {
        *XPUSH(pool->strings, pool->n, pool->cap) = xstrndup(s, len);
        *slot = (uint32_t)pool->n;
    }
    if (added != NULL)
        *added = is_new;
    return *slot - 1;
}

bool text_strpool_has(const struct text_strpool *pool, const char *s, size_t len)
{
    return pool->n_slots > 0 && *find(pool, s, len) != 0;
}

const char *text_strpool_put(struct text_strpool *pool, const char *s, size_t len)
{
    size_t id = text_strpool_id(pool, s, len, NULL); /* may move the array */
    return pool->strings[id];
}
