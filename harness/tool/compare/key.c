/* key.c -- takes a result apart by the keys of benchstat; contract in key.h. */
#include "compare/key.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

char *compare_key_parse(struct compare_key *key, const char *text)
{
    static const char *const own[] = { [COMPARE_KEY_NAME] = ".name",
                                       [COMPARE_KEY_FULLNAME] = ".fullname",
                                       [COMPARE_KEY_FILE] = ".file",
                                       [COMPARE_KEY_CONFIG] = ".config",
                                       [COMPARE_KEY_UNIT] = ".unit" };
    *key = (struct compare_key){ text[0] == '/' ? COMPARE_KEY_PART : COMPARE_KEY_LINE, text };
    for (int i = 0; i < (int)(sizeof own / sizeof own[0]); i++)
        if (own[i] != NULL && strcmp(own[i], text) == 0)
            key->kind = i;
    if (text[0] == '\0')
        return xprintf("a key that is not empty");
    return NULL;
}

/* Where the name ends before its "-N". */
static size_t end_of(const char *name)
{
    size_t len, value_len;
    const char *value;
    size_t at = gobench_name_part(name, "/gomaxprocs", &len, &value, &value_len);
    return at != SIZE_MAX ? at : strlen(name);
}

static size_t base_end(const char *name)
{
    const char *slash = strchr(name, '/');
    return slash != NULL ? (size_t)(slash - name) : end_of(name);
}

char *compare_key_value(const struct compare_key *key, const struct gobench_set *set,
                        const struct gobench_result *result)
{
    size_t len, value_len;
    const char *value = NULL;
    switch (key->kind) {
    case COMPARE_KEY_NAME:
        return xstrndup(result->name, base_end(result->name));
    case COMPARE_KEY_FULLNAME:
        value = result->name;
        break;
    case COMPARE_KEY_FILE:
        value = set->labels[result->file];
        break;
    case COMPARE_KEY_PART:
        if (gobench_name_part(result->name, key->text, &len, &value, &value_len) != SIZE_MAX)
            return xstrndup(value, value_len);
        /* Without "-N" this key may be a part like any other. */
        value = strcmp(key->text, "/gomaxprocs") == 0 ? strstr(result->name, "/gomaxprocs=") : NULL;
        if (value == NULL)
            return NULL;
        value += strlen("/gomaxprocs=");
        return xstrndup(value, strcspn(value, "/"));
    case COMPARE_KEY_LINE:
        value = gobench_result_config(set, result, key->text);
        break;
    case COMPARE_KEY_CONFIG:
    case COMPARE_KEY_UNIT:
        break;
    }
    return value != NULL ? xprintf("%s", value) : NULL;
}

char *compare_key_rest(const char *name, bool (*left_out)(const void *ctx, const char *key),
                       const void *ctx)
{
    size_t base = base_end(name), end = end_of(name);
    char *rest = left_out(ctx, ".name") ? xprintf("*") : xstrndup(name, base);
    for (size_t at = base, len; at < end; at += len) {
        len = 1 + strcspn(name + at + 1, "/");
        len = len < end - at ? len : end - at;
        size_t equals = strcspn(name + at, "=");
        char *key = xstrndup(name + at, equals < len ? equals : len);
        if (equals >= len || !left_out(ctx, key))
            xappend(&rest, "%.*s", (int)len, name + at);
        free(key);
    }
    if (!left_out(ctx, "/gomaxprocs"))
        xappend(&rest, "%s", name + end);
    return rest;
}
