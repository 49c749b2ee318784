/* match.c -- compile and match the patterns of --bench and --skip. */
#include "bench/match.h"

#include <errno.h>
#include <regex.h>
#include <string.h>

#include "bench/name.h"

struct element {
    struct element *next;
    regex_t regex;
};

struct alternative {
    struct alternative *next;
    struct element *elements;
};

struct hm_bench_pattern {
    struct hm_bench_store *store;
    struct alternative *alternatives;
};

/* Where the element that starts at text ends: at '/', '|' or the end of the string. */
static const char *element_end(const char *text)
{
    int brackets = 0, parentheses = 0;
    for (; *text != '\0'; text++) {
        if (*text == '\\' && text[1] != '\0')
            text++;
        else if (*text == '[')
            brackets++;
        else if (*text == ']' && brackets > 0)
            brackets--;
        else if (*text == '(' && brackets == 0)
            parentheses++;
        else if (*text == ')' && brackets == 0)
            parentheses--;
        else if ((*text == '/' || *text == '|') && brackets == 0 && parentheses == 0)
            return text;
    }
    return text;
}

static const char *compile(struct hm_bench_store *store, struct element *element, const char *text,
                           size_t length)
{
    char *copy = hm_bench_store_format(store, "%.*s", (int)length, text);
    char *rewritten = copy == NULL ? NULL : hm_bench_rewrite_name(store, copy);
    if (rewritten == NULL)
        return "out of memory";
    /* POSIX leaves the empty expression undefined; in Go it matches everything. */
    int error =
        regcomp(&element->regex, rewritten[0] == '\0' ? "^" : rewritten, REG_EXTENDED | REG_NOSUB);
    if (error == 0)
        return NULL;
    char message[128];
    regerror(error, &element->regex, message, sizeof message);
    char *why = hm_bench_store_format(store, "\"%s\": %s", rewritten, message);
    return why == NULL ? "out of memory" : why;
}

/* Go prints an alternative's number only when there is more than one. */
static const char *describe(struct hm_bench_store *store, const char *flag, bool alternatives,
                            int a, int e, const char *why)
{
    const char *text = alternatives ? hm_bench_store_format(store,
                                                            "invalid regexp for alternation %d of "
                                                            "element %d of --%s (%s)",
                                                            a, e, flag, why)
                                    : hm_bench_store_format(store,
                                                            "invalid regexp for element %d of "
                                                            "--%s (%s)",
                                                            e, flag, why);
    return text == NULL ? why : text;
}

struct hm_bench_pattern *hm_bench_pattern_new(struct hm_bench_store *store, const char *flag,
                                              const char *text, const char **why)
{
    *why = "out of memory";
    struct hm_bench_pattern *pattern = hm_bench_store_take(store, sizeof *pattern);
    if (pattern == NULL)
        return NULL;
    pattern->store = store;
    struct alternative **next_alternative = &pattern->alternatives;
    const char *start = text;
    for (int a = 0;; a++) {
        struct alternative *alternative = hm_bench_store_take(store, sizeof *alternative);
        if (alternative == NULL)
            return hm_bench_pattern_free(pattern), NULL;
        *next_alternative = alternative;
        next_alternative = &alternative->next;
        struct element **next_element = &alternative->elements;
        for (int e = 0;; e++) {
            const char *end = element_end(start);
            struct element *element = hm_bench_store_take(store, sizeof *element);
            if (element == NULL)
                return hm_bench_pattern_free(pattern), NULL;
            const char *bad = compile(store, element, start, (size_t)(end - start));
            if (bad != NULL) {
                bool several = a > 0 || *end == '|';
                hm_bench_pattern_free(pattern);
                *why = describe(store, flag, several, a, e, bad);
                return NULL;
            }
            *next_element = element;
            next_element = &element->next;
            start = *end == '\0' ? end : end + 1;
            if (*end == '\0')
                return pattern;
            if (*end == '|')
                break;
        }
    }
}

void hm_bench_pattern_free(struct hm_bench_pattern *pattern)
{
    if (pattern == NULL)
        return;
    for (struct alternative *a = pattern->alternatives; a != NULL; a = a->next)
        for (struct element *e = a->elements; e != NULL; e = e->next)
            regfree(&e->regex);
    pattern->alternatives = NULL;
}

static enum hm_bench_matched match_levels(struct hm_bench_store *store,
                                          const struct element *element, const char *name)
{
    for (;;) {
        if (element == NULL)
            return HM_BENCH_MATCH;
        size_t length = strcspn(name, "/");
        const char *level = hm_bench_store_format(store, "%.*s", (int)length, name);
        if (level == NULL)
            return HM_BENCH_NO_MATCH;
        errno = 0;
        if (regexec(&element->regex, level, 0, NULL, 0) != 0) {
            if (errno == ENOMEM) /* glibc calls that "no match": a benchmark would be left out */
                store->ran_out = true;
            return HM_BENCH_NO_MATCH;
        }
        element = element->next;
        name += length;
        if (*name == '\0')
            return element == NULL ? HM_BENCH_MATCH : HM_BENCH_PARTIAL;
        name++;
    }
}

enum hm_bench_matched hm_bench_pattern_match(const struct hm_bench_pattern *pattern,
                                             const char *name)
{
    if (pattern == NULL)
        return HM_BENCH_NO_MATCH;
    for (const struct alternative *a = pattern->alternatives; a != NULL; a = a->next) {
        enum hm_bench_matched matched = match_levels(pattern->store, a->elements, name);
        if (matched != HM_BENCH_NO_MATCH)
            return matched;
    }
    return HM_BENCH_NO_MATCH;
}

enum hm_bench_matched hm_bench_select(const struct hm_bench_pattern *bench,
                                      const struct hm_bench_pattern *skip, const char *name)
{
    enum hm_bench_matched matched = hm_bench_pattern_match(bench, name);
    if (matched == HM_BENCH_NO_MATCH || hm_bench_pattern_match(skip, name) == HM_BENCH_MATCH)
        return HM_BENCH_NO_MATCH;
    return matched;
}
