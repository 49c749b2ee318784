/* projection.c -- parses projections and puts results by them; contract in projection.h. */
#include "compare/projection.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "compare/syntax.h"

/* The order behind "key@". */
static void parse_order(struct compare_lexer *lexer, struct compare_field *field)
{
    static const char *const names[] = { [COMPARE_ALPHA] = "alpha", [COMPARE_NUM] = "num" };
    struct compare_token token = compare_lexer_next(lexer, false);
    if (token.kind == COMPARE_WORD_TEXT) {
        for (int i = COMPARE_ALPHA; i <= COMPARE_NUM; i++)
            if (strcmp(token.text, names[i]) == 0)
                field->order = i;
        if (field->order == COMPARE_FIRST)
            compare_lexer_wrong(lexer, "alpha, num or (VALUE...) as the order");
        return;
    }
    if (token.kind != '(' || field->key.kind == COMPARE_KEY_CONFIG) {
        compare_lexer_wrong(lexer,
                            "alpha, num or (VALUE...) as the order, of .config only a name,");
        return;
    }
    field->order = COMPARE_FIXED;
    while ((token = compare_lexer_next(lexer, false)).kind == COMPARE_WORD_TEXT)
        *XPUSH(field->fixed, field->n_fixed, field->fixed_cap) = token.text;
    if (token.kind != ')' || field->n_fixed == 0)
        compare_lexer_wrong(lexer,
                            token.kind == ')' ? "a value in the parentheses" : "a value or )");
}

char *compare_projection_parse(struct compare_projection *projection, const char *text)
{
    struct compare_lexer lexer = { .rest = text, .at = text, .pool = &projection->pool };
    for (int kind; (kind = compare_lexer_peek(&lexer)) != COMPARE_END;) {
        if (kind == ',' && projection->n > 0)
            compare_lexer_next(&lexer, false);
        struct compare_token token = compare_lexer_next(&lexer, false);
        if (token.kind != COMPARE_WORD_TEXT) {
            compare_lexer_wrong(&lexer, "a key");
            break;
        }
        struct compare_field *field = XPUSH(projection->fields, projection->n, projection->cap);
        *field = (struct compare_field){ .order = COMPARE_FIRST };
        char *wrong = compare_key_parse(&field->key, token.text);
        if (wrong == NULL && field->key.kind == COMPARE_KEY_UNIT)
            wrong = xprintf("a key of projections, for .unit is one of filters,");
        if (wrong != NULL)
            compare_lexer_wrong(&lexer, wrong);
        free(wrong);
        if (compare_lexer_peek(&lexer) == '@') {
            compare_lexer_next(&lexer, false);
            parse_order(&lexer, field);
        }
    }
    return lexer.wrong;
}

void compare_projection_done(struct compare_projection *projection)
{
    for (size_t i = 0; i < projection->n; i++) {
        free(projection->fields[i].fixed);
        free(projection->fields[i].ranks);
        text_strpool_done(&projection->fields[i].seen);
    }
    free(projection->fields);
    text_strpool_done(&projection->pool);
    *projection = (struct compare_projection){ 0 };
}

bool compare_projection_has(const struct compare_projection *projection, const char *key)
{
    for (size_t i = 0; i < projection->n; i++)
        if (strcmp(projection->fields[i].key.text, key) == 0)
            return true;
    return false;
}

bool compare_layout_has(const struct compare_layout *layout, const char *key)
{
    return compare_projection_has(&layout->table, key) ||
           compare_projection_has(&layout->row, key) || compare_projection_has(&layout->col, key) ||
           compare_projection_has(&layout->ignore, key);
}

static bool is_left_out(const void *layout, const char *key)
{
    return compare_layout_has(layout, key);
}

char *compare_layout_rest(const struct compare_layout *layout, const char *name)
{
    return compare_key_rest(name, is_left_out, layout);
}

static bool is_fixed(const struct compare_projection *projection, const struct gobench_set *set,
                     const struct gobench_result *result)
{
    for (size_t i = 0; i < projection->n; i++) {
        const struct compare_field *field = &projection->fields[i];
        bool named = field->order != COMPARE_FIXED;
        char *value = named ? NULL : compare_key_value(&field->key, set, result);
        for (size_t k = 0; k < field->n_fixed && !named; k++)
            named = strcmp(field->fixed[k], value != NULL ? value : "") == 0;
        free(value);
        if (!named)
            return false;
    }
    return true;
}

void compare_layout_filter(const struct compare_layout *layout, struct gobench_set *set)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->n_results; i++) {
        const struct gobench_result *result = &set->results[i];
        if (is_fixed(&layout->table, set, result) && is_fixed(&layout->row, set, result) &&
            is_fixed(&layout->col, set, result) && is_fixed(&layout->ignore, set, result))
            set->results[kept++] = *result;
    }
    set->n_results = kept;
}

/* All config lines that no projection names, "key=value" with blanks between them. */
static char *config(const struct compare_layout *layout, const struct gobench_set *set,
                    const struct gobench_result *result)
{
    const struct gobench_config *c = &set->configs[result->config];
    char *text = xprintf("%s", "");
    for (size_t i = 0; i < c->n; i++)
        if (!compare_layout_has(layout, c->pairs[i].key))
            xappend(&text, "%s%s=%s", text[0] != '\0' ? " " : "", c->pairs[i].key,
                    c->pairs[i].value);
    return text;
}

struct compare_tuple compare_project(struct compare_projection *projection,
                                     const struct compare_layout *layout,
                                     const struct gobench_set *set,
                                     const struct gobench_result *result)
{
    struct compare_tuple tuple = { xprintf("%s", ""), xprintf("%s", ""), xprintf("%s", ""), false };
    for (size_t i = 0; i < projection->n; i++) {
        struct compare_field *field = &projection->fields[i];
        char *value = field->key.kind == COMPARE_KEY_CONFIG ? config(layout, set, result)
                      : field->key.kind == COMPARE_KEY_FULLNAME
                          ? compare_layout_rest(layout, result->name)
                          : compare_key_value(&field->key, set, result);
        const char *text = value != NULL ? value : "";
        tuple.any = tuple.any || value != NULL;
        xappend(&tuple.identity, "%s\x1f", text);
        xappend(&tuple.shown, "%s%s", text[0] != '\0' && tuple.shown[0] != '\0' ? " " : "", text);
        size_t id = text_strpool_id(&field->seen, text, strlen(text), NULL);
        if (field->ranks != NULL)
            xappend(&tuple.order, "%08zx", field->ranks[id]);
        free(value);
    }
    return tuple;
}

void compare_tuple_done(struct compare_tuple *tuple)
{
    free(tuple->identity);
    free(tuple->shown);
    free(tuple->order);
}

/* "4k", "1.5MiB": a number with a prefix of SI or IEC, as benchstat reads them. False: none. */
static bool number(const char *text, double *out)
{
    static const char prefixes[] = "KMGTPEZY";
    char *end;
    *out = strtod(text, &end);
    if (end == text)
        return false;
    const char *prefix = *end == 'k' ? prefixes : *end != '\0' ? strchr(prefixes, *end) : NULL;
    bool iec = prefix != NULL && end[1] == 'i';
    end += (prefix != NULL) + iec;
    if (prefix != NULL)
        *out *= pow(iec ? 1024 : 1000, (double)(prefix - prefixes + 1));
    end += *end == 'b' || *end == 'B';
    return *end == '\0';
}

/* The value at one index of field->seen, with what its order goes by. */
struct ranked {
    const char *text;
    size_t id;
    double key; /* index among those fixed, or number; not a number: behind all others */
};

static int by_key(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (isnan(x->key) != isnan(y->key))
        return isnan(x->key) - isnan(y->key);
    if (x->key < y->key || x->key > y->key)
        return x->key < y->key ? -1 : 1;
    return strcmp(x->text, y->text);
}

void compare_projection_rank(struct compare_projection *projection)
{
    for (size_t f = 0; f < projection->n; f++) {
        struct compare_field *field = &projection->fields[f];
        size_t n = field->seen.n;
        struct ranked *all = xrealloc(NULL, n + 1, sizeof *all);
        for (size_t i = 0; i < n; i++) {
            const char *text = field->seen.strings[i];
            all[i] = (struct ranked){ text, i, field->order == COMPARE_FIRST ? (double)i : 0 };
            for (size_t k = 0; k < field->n_fixed; k++)
                if (strcmp(field->fixed[k], text) == 0)
                    all[i].key = (double)k;
            if (field->order == COMPARE_NUM && !number(text, &all[i].key))
                all[i].key = NAN;
        }
        qsort(all, n, sizeof *all, by_key);
        field->ranks = xrealloc(NULL, n + 1, sizeof *field->ranks);
        for (size_t i = 0; i < n; i++)
            field->ranks[all[i].id] = i;
        free(all);
    }
}
