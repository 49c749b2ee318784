/* file.c -- what was read: results, config, units, problems; contract in file.h. */
#include "gobench/file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/xalloc.h"

void gobench_set_done(struct gobench_set *set)
{
    for (size_t i = 0; i < set->n_configs; i++)
        free(set->configs[i].pairs);
    for (size_t i = 0; i < set->n_problems; i++)
        free(set->problems[i].text);
    free(set->labels);
    free(set->configs);
    free(set->results);
    free(set->values);
    free(set->units);
    free(set->problems);
    text_strpool_done(&set->pool);
    *set = (struct gobench_set){ 0 };
}

void gobench_set_problem(struct gobench_set *set, bool warning, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = xvprintf(fmt, args);
    va_end(args);
    hm_base_make_plain(text); /* one line, whatever bytes a file's name has */
    *XPUSH(set->problems, set->n_problems, set->problems_cap) =
        (struct gobench_problem){ text, warning };
}

const struct gobench_unit *gobench_set_unit(const struct gobench_set *set, const char *unit)
{
    for (size_t i = 0; i < set->n_units; i++)
        if (strcmp(set->units[i].name, unit) == 0)
            return &set->units[i];
    return NULL;
}

const char *gobench_result_config(const struct gobench_set *set,
                                  const struct gobench_result *result, const char *key)
{
    const struct gobench_config *config = &set->configs[result->config];
    for (size_t i = 0; i < config->n; i++)
        if (strcmp(config->pairs[i].key, key) == 0)
            return config->pairs[i].value;
    return NULL;
}

size_t gobench_name_part(const char *name, const char *key, size_t *len, const char **value,
                         size_t *value_len)
{
    size_t end = strlen(name), digits = 0;
    while (digits < end && name[end - 1 - digits] >= '0' && name[end - 1 - digits] <= '9')
        digits++;
    bool suffixed = digits > 0 && digits < end && name[end - 1 - digits] == '-';
    if (strcmp(key, "/gomaxprocs") == 0) {
        *len = digits + 1;
        *value = name + end - digits;
        *value_len = digits;
        return suffixed ? end - digits - 1 : SIZE_MAX;
    }
    if (suffixed)
        end -= digits + 1;
    size_t key_len = strlen(key);
    for (const char *s = strchr(name, '/'); s != NULL && s < name + end; s = strchr(s + 1, '/')) {
        if (strncmp(s, key, key_len) != 0 || s[key_len] != '=')
            continue;
        size_t part = 1 + strcspn(s + 1, "/");
        *len = part < (size_t)(name + end - s) ? part : (size_t)(name + end - s);
        *value = s + key_len + 1;
        *value_len = *len - key_len - 1;
        return (size_t)(s - name);
    }
    return SIZE_MAX;
}

void gobench_problem_say(const char *verb, const struct gobench_problem *problem)
{
    fprintf(stderr, "heapmark %s: %s%s\n", verb, problem->warning ? "warning: " : "",
            problem->text);
}
