/* name.c -- make names of benchmarks printable and unique, as Go does. */
#include "bench/name.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

char *hm_bench_rewrite_name(struct hm_bench_store *store, const char *name)
{
    /* The longest escape, \U0010ffff, replaces four bytes; a bad byte becomes the three of U+FFFD.
     */
    char *out = hm_bench_store_take(store, strlen(name) * 4 + 1);
    if (out == NULL)
        return NULL;
    char *end = out;
    while (*name != '\0') {
        uint32_t rune;
        name += hm_base_utf8_decode(name, &rune);
        if (hm_base_rune_is_space(rune))
            *end++ = '_';
        else if (!hm_base_rune_is_printable(rune))
            end += hm_base_rune_escape(rune, end);
        else
            end += hm_base_utf8_encode(rune, end);
    }
    *end = '\0';
    return out;
}

struct hm_bench_name_count {
    struct hm_bench_name_count *next;
    const char *name;
    unsigned count;
};

static struct hm_bench_name_count *find(const struct hm_bench_names *names, const char *name,
                                        size_t length)
{
    for (struct hm_bench_name_count *c = names->list; c != NULL; c = c->next)
        if (strlen(c->name) == length && memcmp(c->name, name, length) == 0)
            return c;
    return NULL;
}

/* Count one use of base, and store in *before how often it was used before. */
static bool count_one(struct hm_bench_names *names, struct hm_bench_store *store, const char *base,
                      unsigned *before)
{
    struct hm_bench_name_count *c = find(names, base, strlen(base));
    if (c == NULL) {
        c = hm_bench_store_take(store, sizeof *c);
        if (c == NULL)
            return false;
        *c = (struct hm_bench_name_count){ .next = names->list, .name = base };
        names->list = c;
    }
    *before = c->count++;
    return true;
}

/* Does base end in `#NN`, as this file writes it? Then *number is NN and *prefix the length of what
 * precedes the `#`. */
static bool numbered(const char *base, unsigned *number, size_t *prefix)
{
    const char *hash = strrchr(base, '#');
    if (hash == NULL)
        return false;
    const char *digits = hash + 1;
    size_t length = strlen(digits);
    if (length < 2 || length > 9 || strspn(digits, "0123456789") != length)
        return false;
    if (length > 2 && digits[0] == '0')
        return false;
    if (strcmp(digits, "00") == 0 && (hash == base || hash[-1] != '/'))
        return false;
    *number = (unsigned)strtoul(digits, NULL, 10);
    *prefix = (size_t)(hash - base);
    return true;
}

/* Is base a name such as `x#02` that was already given to the third x? */
static bool number_is_taken(const struct hm_bench_names *names, const char *base)
{
    unsigned number;
    size_t prefix;
    if (!numbered(base, &number, &prefix))
        return false;
    const struct hm_bench_name_count *c = find(names, base, prefix);
    return c != NULL && number < c->count;
}

char *hm_bench_unique_name(struct hm_bench_names *names, struct hm_bench_store *store,
                           const char *parent, const char *name)
{
    char *base = parent == NULL ? hm_bench_store_format(store, "%s", name)
                                : hm_bench_store_format(store, "%s/%s", parent, name);
    if (base == NULL)
        return NULL;
    for (;;) {
        unsigned n;
        if (!count_one(names, store, base, &n))
            return NULL;
        if (n == 0 && name[0] != '\0') {
            if (number_is_taken(names, base))
                continue;
            return base;
        }
        char *numbered_name = hm_bench_store_format(store, "%s#%02u", base, n);
        if (numbered_name == NULL)
            return NULL;
        struct hm_bench_name_count *c = find(names, numbered_name, strlen(numbered_name));
        if (c == NULL || c->count == 0)
            return numbered_name;
    }
}
