/* join_config.c -- which config keys split the tables; contract in join_config.h. */
#include "compare/join_config.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

/* One config key, and what each column says about it. */
struct key_use {
    const char *key;
    const char **values; /* for each column; NULL: nothing */
    bool *seen;          /* the column has a result */
    bool splits;
};

/* The key of the -N at the end of names; no config key starts with a slash. */
static const char procs[] = "/gomaxprocs";

static const char *value_of(struct compare_joined *joined, const struct gobench_result *result,
                            const char *key)
{
    size_t len, value_len;
    const char *value;
    if (key != procs)
        return gobench_result_config(joined->set, result, key);
    if (gobench_name_part(result->name, procs, &len, &value, &value_len) == SIZE_MAX)
        return text_strpool_put(&joined->names, "1", 1); /* Go leaves out a 1 */
    return text_strpool_put(&joined->names, value, value_len);
}

static void look(struct key_use *use, struct compare_joined *joined, const size_t *column)
{
    const struct gobench_set *set = joined->set;
    for (size_t i = 0; i < set->n_results; i++) {
        const char *value = value_of(joined, &set->results[i], use->key);
        size_t c = column[i];
        /* Values come from one pool: equal ones are the same pointer. */
        if (use->seen[c] && use->values[c] != value)
            use->splits = true;
        use->seen[c] = true;
        use->values[c] = value;
    }
}

static bool same_everywhere(const struct key_use *use, size_t n_columns)
{
    const char *first = NULL;
    bool any = false;
    for (size_t c = 0; c < n_columns; c++) {
        if (!use->seen[c])
            continue;
        if (any && use->values[c] != first)
            return false;
        first = use->values[c];
        any = true;
    }
    return true;
}

static void file_key(struct compare_split *split, struct compare_joined *joined,
                     struct key_use *use)
{
    bool same = same_everywhere(use, joined->n_columns);
    if (use->key == procs && (use->splits || same))
        return; /* it stays in the names */
    joined->drop_procs = joined->drop_procs || use->key == procs;
    if (use->splits) {
        *XPUSH(split->keys, split->n, split->cap) = use->key;
    } else if (same) {
        struct gobench_pair *shared = XPUSH(joined->shared, joined->n_shared, joined->shared_cap);
        *shared = (struct gobench_pair){ .key = use->key };
        for (size_t c = 0; c < joined->n_columns; c++)
            if (use->seen[c])
                shared->value = use->values[c];
    } else {
        *XPUSH(joined->differs, joined->n_differs, joined->differs_cap) =
            (struct compare_differs){ use->key, use->values };
        use->values = NULL;
    }
}

static void one_key(struct compare_split *split, struct compare_joined *joined,
                    const size_t *column, const char *key)
{
    struct key_use use = {
        .key = key,
        .values = xzalloc(joined->n_columns * sizeof *use.values),
        .seen = xzalloc(joined->n_columns * sizeof *use.seen),
    };
    look(&use, joined, column);
    file_key(split, joined, &use);
    free(use.values);
    free(use.seen);
}

void compare_split_find(struct compare_split *split, struct compare_joined *joined,
                        const struct compare_projection *by, const size_t *column)
{
    const struct gobench_set *set = joined->set;
    struct text_strpool keys = { 0 };
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < set->n_results; i++) {
        if (set->results[i].config == last)
            continue;
        last = set->results[i].config;
        for (size_t k = 0; k < set->configs[last].n; k++) {
            const char *key = set->configs[last].pairs[k].key;
            bool added;
            text_strpool_id(&keys, key, strlen(key), &added);
            if (added && !compare_projection_has(by, key))
                one_key(split, joined, column, key);
        }
    }
    if (!compare_projection_has(by, procs))
        one_key(split, joined, column, procs);
    text_strpool_done(&keys);
}

void compare_split_done(struct compare_split *split)
{
    free(split->keys);
    *split = (struct compare_split){ 0 };
}

char *compare_split_key(const struct compare_split *split, const struct gobench_set *set,
                        const struct gobench_result *result)
{
    char *key = xprintf("%s", "");
    for (size_t i = 0; i < split->n; i++) {
        const char *value = gobench_result_config(set, result, split->keys[i]);
        xappend(&key, "%s\n", value != NULL ? value : "");
    }
    return key;
}

struct compare_group compare_split_group(const struct compare_split *split,
                                         const struct gobench_set *set,
                                         const struct gobench_result *result)
{
    struct compare_group group = { .n = split->n };
    group.pairs = xrealloc(NULL, split->n, sizeof *group.pairs);
    for (size_t i = 0; i < split->n; i++)
        group.pairs[i] =
            (struct gobench_pair){ split->keys[i],
                                   gobench_result_config(set, result, split->keys[i]) };
    return group;
}

struct compare_group compare_layout_group(const struct compare_layout *layout,
                                          struct compare_joined *joined,
                                          const struct gobench_result *result)
{
    struct compare_group group = { 0 };
    size_t cap = 0;
    const struct gobench_config *config = &joined->set->configs[result->config];
    for (size_t f = 0; f < layout->table.n; f++) {
        const struct compare_key *key = &layout->table.fields[f].key;
        for (size_t i = 0; key->kind == COMPARE_KEY_CONFIG && i < config->n; i++)
            if (!compare_layout_has(layout, config->pairs[i].key))
                *XPUSH(group.pairs, group.n, cap) = config->pairs[i];
        char *value = compare_key_value(key, joined->set, result);
        if (key->kind != COMPARE_KEY_CONFIG)
            *XPUSH(group.pairs, group.n, cap) = (struct gobench_pair){
                text_strpool_put(&joined->names, key->text, strlen(key->text)),
                value == NULL ? NULL : text_strpool_put(&joined->names, value, strlen(value))
            };
        free(value);
    }
    return group;
}

/* Where the group has this pair; SIZE_MAX: nowhere. */
static size_t find_pair(const struct compare_group *group, const struct gobench_pair *pair)
{
    for (size_t i = 0; i < group->n; i++)
        if (group->pairs[i].key == pair->key && group->pairs[i].value == pair->value)
            return i;
    return SIZE_MAX;
}

void compare_layout_share(struct compare_joined *joined)
{
    for (size_t i = 0; joined->n_groups > 0 && i < joined->groups[0].n;) {
        struct gobench_pair pair = joined->groups[0].pairs[i];
        size_t having = 0;
        for (size_t g = 0; g < joined->n_groups; g++)
            having += find_pair(&joined->groups[g], &pair) != SIZE_MAX;
        if (having < joined->n_groups) {
            i++;
            continue;
        }
        *XPUSH(joined->shared, joined->n_shared, joined->shared_cap) = pair;
        for (size_t g = 0; g < joined->n_groups; g++) {
            struct compare_group *group = &joined->groups[g];
            size_t at = find_pair(group, &pair);
            memmove(group->pairs + at, group->pairs + at + 1,
                    (--group->n - at) * sizeof *group->pairs);
        }
    }
}

static void add_key(char **keys, const char *key)
{
    size_t len = strlen(key);
    for (const char *s = *keys; s != NULL; s = strstr(s, ", ") != NULL ? strstr(s, ", ") + 2 : NULL)
        if (strncmp(s, key, len) == 0 && (s[len] == ',' || s[len] == '\0'))
            return;
    xappend(keys, "%s%s", *keys != NULL ? ", " : "", key);
}

/* The keys of a's config that b has not, or with another value. */
static void vary_config(const struct compare_layout *layout, const struct gobench_set *set,
                        const struct gobench_result *a, const struct gobench_result *b,
                        char **varies_in)
{
    const struct gobench_config *config = &set->configs[a->config];
    for (size_t i = 0; i < config->n; i++)
        if (gobench_result_config(set, b, config->pairs[i].key) != config->pairs[i].value &&
            !compare_layout_has(layout, config->pairs[i].key))
            add_key(varies_in, config->pairs[i].key);
}

void compare_layout_vary(const struct compare_layout *layout, const struct gobench_set *set,
                         const struct gobench_result *a, const struct gobench_result *b,
                         char **varies_in)
{
    if (a->config != b->config && !compare_layout_has(layout, ".config")) {
        vary_config(layout, set, a, b, varies_in);
        vary_config(layout, set, b, a, varies_in);
    }
    if (a->name == b->name || compare_layout_has(layout, ".fullname"))
        return;
    char *one = compare_layout_rest(layout, a->name);
    char *other = compare_layout_rest(layout, b->name);
    if (strcmp(one, other) != 0)
        add_key(varies_in, ".fullname");
    free(one);
    free(other);
}
