/* filter.c -- parses a filter by descent and asks it of each measurement; contract in filter.h. */
#include "compare/filter.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "compare/key.h"
#include "compare/syntax.h"

enum { DEEPEST = 500 };

struct node {
    enum { ALL, ANY, NOT, MATCH } kind;
    struct node *first, *next; /* operands, owned; the next operand of the same node */
    struct compare_key key;
    const char *literal; /* NULL: the expression */
    regex_t regex;
    bool compiled;
};

struct compare_filter {
    struct node *root;
    struct text_strpool pool;
};

struct parser {
    struct compare_lexer lexer;
    size_t depth;
};

static struct node *new_node(int kind, struct node *first)
{
    struct node *node = xzalloc(sizeof *node);
    node->kind = kind;
    node->first = first;
    return node;
}

static void free_nodes(struct node *node)
{
    for (struct node *next; node != NULL; node = next) {
        next = node->next;
        free_nodes(node->first);
        if (node->compiled)
            regfree(&node->regex);
        free(node);
    }
}

/* The operands of a list in one node of this kind; a single one stands for itself. */
static struct node *list(int kind, struct node *first)
{
    return first->next != NULL ? new_node(kind, first) : first;
}

static struct node *term(struct parser *p, const char *key, struct compare_token value)
{
    struct node *node = new_node(MATCH, NULL);
    char *wrong = compare_key_parse(&node->key, key);
    if (wrong == NULL && node->key.kind == COMPARE_KEY_CONFIG)
        wrong = xprintf("a key of a filter, for .config is one of projections,");
    if (wrong == NULL && value.kind == COMPARE_WORD_REGEX) {
        char *bad = compare_regex(&node->regex, value.text);
        node->compiled = bad == NULL;
        if (bad != NULL && p->lexer.wrong == NULL)
            p->lexer.wrong = bad;
        else
            free(bad);
    } else {
        node->literal = value.text;
    }
    if (wrong != NULL)
        compare_lexer_wrong(&p->lexer, wrong);
    free(wrong);
    return node;
}

static bool is_value(struct compare_token token)
{
    return token.kind == COMPARE_WORD_TEXT || token.kind == COMPARE_WORD_REGEX;
}

/* What stands behind "key:", one value or several in parentheses. */
static struct node *values(struct parser *p, const char *key)
{
    struct compare_token token = compare_lexer_next(&p->lexer, true);
    struct node *first = NULL, **last = &first;
    if (is_value(token))
        return term(p, key, token);
    if (token.kind != '(') {
        compare_lexer_wrong(&p->lexer, "key:value");
        return new_node(ANY, NULL);
    }
    do {
        token = compare_lexer_next(&p->lexer, true);
        if (!is_value(token)) {
            compare_lexer_wrong(&p->lexer, "a value");
            break;
        }
        *last = term(p, key, token);
        last = &(*last)->next;
        token = compare_lexer_next(&p->lexer, true);
    } while (token.kind == COMPARE_WORD_OR);
    if (token.kind != ')')
        compare_lexer_wrong(&p->lexer, "OR or ) in the list of values");
    return new_node(ANY, first);
}

static struct node *any_of(struct parser *p);

static struct node *match(struct parser *p)
{
    struct node *node = NULL;
    struct compare_token token = compare_lexer_next(&p->lexer, false);
    if (++p->depth > DEEPEST) {
        compare_lexer_wrong(&p->lexer, "fewer parentheses and signs");
    } else if (token.kind == '(') {
        node = any_of(p);
        if (compare_lexer_next(&p->lexer, false).kind != ')')
            compare_lexer_wrong(&p->lexer, "a closing )");
    } else if (token.kind == '-') {
        node = new_node(NOT, match(p));
    } else if (token.kind == '*') {
        node = new_node(ALL, NULL);
    } else if (token.kind != COMPARE_WORD_TEXT) {
        compare_lexer_wrong(&p->lexer, "key:value or a subexpression");
    } else if (compare_lexer_next(&p->lexer, false).kind != ':') {
        compare_lexer_wrong(&p->lexer, "key:value");
    } else {
        node = values(p, token.text);
    }
    p->depth--;
    return node != NULL ? node : new_node(ANY, NULL);
}

static struct node *all_of(struct parser *p)
{
    struct node *first = match(p);
    for (struct node **last = &first->next;;) {
        int kind = compare_lexer_peek(&p->lexer);
        if (kind == COMPARE_END || kind == ')' || kind == COMPARE_WORD_OR)
            return list(ALL, first);
        if (kind == COMPARE_WORD_AND) {
            compare_lexer_next(&p->lexer, false);
            continue;
        }
        if (strchr("(-*", kind) == NULL && kind != COMPARE_WORD_TEXT) {
            compare_lexer_next(&p->lexer, false);
            compare_lexer_wrong(&p->lexer, "an operator or key:value");
            return list(ALL, first);
        }
        *last = match(p);
        last = &(*last)->next;
    }
}

static struct node *any_of(struct parser *p)
{
    struct node *first = all_of(p);
    for (struct node **last = &first->next; compare_lexer_peek(&p->lexer) == COMPARE_WORD_OR;
         last = &(*last)->next) {
        compare_lexer_next(&p->lexer, false);
        *last = all_of(p);
    }
    return list(ANY, first);
}

struct compare_filter *compare_filter_parse(const char *text, char **wrong)
{
    struct compare_filter *filter = xzalloc(sizeof *filter);
    struct parser p = { .lexer = { .rest = text, .at = text, .pool = &filter->pool } };
    filter->root = any_of(&p);
    if (compare_lexer_next(&p.lexer, false).kind != COMPARE_END)
        compare_lexer_wrong(&p.lexer, "the end");
    *wrong = p.lexer.wrong;
    if (*wrong == NULL)
        return filter;
    compare_filter_free(filter);
    return NULL;
}

void compare_filter_free(struct compare_filter *filter)
{
    if (filter == NULL)
        return;
    free_nodes(filter->root);
    text_strpool_done(&filter->pool);
    free(filter);
}

static bool is(const struct node *node, const char *value)
{
    return node->literal != NULL ? strcmp(node->literal, value) == 0
                                 : regexec(&node->regex, value, 0, NULL, 0) == 0;
}

static bool matches(const struct node *node, const struct gobench_set *set,
                    const struct gobench_result *result, const struct gobench_value *value)
{
    if (node->kind == MATCH && node->key.kind == COMPARE_KEY_UNIT)
        return is(node, value->unit) || is(node, value->written);
    if (node->kind == MATCH) {
        char *text = compare_key_value(&node->key, set, result);
        bool yes = is(node, text != NULL ? text : "");
        free(text);
        return yes;
    }
    for (const struct node *n = node->first; n != NULL; n = n->next)
        if (matches(n, set, result, value) != (node->kind == ALL))
            return node->kind == ANY;
    return node->kind != ANY;
}

void compare_filter_apply(const struct compare_filter *filter, struct gobench_set *set)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->n_results; i++) {
        struct gobench_result result = set->results[i];
        size_t n = 0;
        for (size_t v = 0; v < result.n_values; v++) {
            struct gobench_value value = set->values[result.first_value + v];
            if (matches(filter->root, set, &result, &value))
                set->values[result.first_value + n++] = value;
        }
        result.n_values = n;
        if (n > 0)
            set->results[kept++] = result;
    }
    set->n_results = kept;
}
