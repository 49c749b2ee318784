/* text.c -- benchmark text, line by line, into a set; contract in reader.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "gobench/reader.h"

static void problem(struct gobench_reader *r, const char *text)
{
    gobench_reader_problem(r, r->line, false, text);
}

void gobench_reader_config(struct gobench_reader *r, const struct gobench_config *from)
{
    struct gobench_set *set = r->set;
    struct gobench_config copy = { NULL, from->n, from->n };
    if (from->n > 0) {
        copy.pairs = xrealloc(NULL, from->n, sizeof *copy.pairs);
        memcpy(copy.pairs, from->pairs, from->n * sizeof *copy.pairs);
    }
    *XPUSH(set->configs, set->n_configs, set->configs_cap) = copy;
    r->config_used = false;
}

static void set_config(struct gobench_reader *r, const struct gobench_line *line)
{
    struct gobench_set *set = r->set;
    const char *key = text_strpool_put(&set->pool, line->key.s, line->key.len);
    if (r->config_used)
        gobench_reader_config(r, &(struct gobench_config){ set->configs[set->n_configs - 1].pairs,
                                                           set->configs[set->n_configs - 1].n, 0 });
    struct gobench_config *config = &set->configs[set->n_configs - 1];
    size_t at = 0;
    while (at < config->n && config->pairs[at].key != key)
        at++;
    if (line->value.len == 0) {
        if (at < config->n)
            memmove(config->pairs + at, config->pairs + at + 1,
                    (--config->n - at) * sizeof *config->pairs);
        return;
    }
    if (at == config->n)
        XPUSH(config->pairs, config->n, config->cap)->key = key;
    config->pairs[at].value = text_strpool_put(&set->pool, line->value.s, line->value.len);
}

/* One key=value of a Unit line. Unknown pairs are no error: the format allows new keys. */
static void set_unit(struct gobench_reader *r, struct gobench_unit *unit, struct gobench_span pair)
{
    static const struct {
        const char *pair;
        enum gobench_assume assume;
        int better;
    } known[] = {
        { "assume=nothing", GOBENCH_ASSUME_NOTHING, 0 },
        { "assume=exact", GOBENCH_ASSUME_EXACT, 0 },
        { "better=higher", GOBENCH_ASSUME_UNSAID, 1 },
        { "better=lower", GOBENCH_ASSUME_UNSAID, -1 },
    };
    if (pair.len == 0 || pair.s[0] == '=' || memchr(pair.s, '=', pair.len) == NULL) {
        problem(r, "expected key=value in a Unit line");
        return;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i].pair) != pair.len || memcmp(known[i].pair, pair.s, pair.len) != 0)
            continue;
        if (known[i].better != 0) {
            if (unit->better_said && unit->better != known[i].better)
                problem(r, "the unit was said to be better the other way round before");
            else
                unit->better = known[i].better;
            unit->better_said = true;
        } else if (unit->assume != GOBENCH_ASSUME_UNSAID && unit->assume != known[i].assume) {
            problem(r, "the unit was said to be assumed otherwise before");
        } else {
            unit->assume = known[i].assume;
        }
    }
}

static void read_unit(struct gobench_reader *r, struct gobench_span rest)
{
    struct gobench_set *set = r->set;
    struct gobench_span name = gobench_next_field(&rest);
    char unit[GOBENCH_MAX_UNIT + 1], tidy[2 * GOBENCH_MAX_UNIT];
    if (name.len == 0 || name.len > GOBENCH_MAX_UNIT) {
        problem(r, "expected a unit after the word Unit");
        return;
    }
    memcpy(unit, name.s, name.len);
    unit[name.len] = '\0';
    gobench_line_tidy(unit, tidy, sizeof tidy);
    struct gobench_unit *at = (struct gobench_unit *)gobench_set_unit(set, tidy);
    if (at == NULL) {
        at = XPUSH(set->units, set->n_units, set->units_cap);
        *at = (struct gobench_unit){ .name = text_strpool_put(&set->pool, tidy, strlen(tidy)) };
    }
    for (struct gobench_span pair = gobench_next_field(&rest); pair.len > 0;
         pair = gobench_next_field(&rest))
        set_unit(r, at, pair);
}

static void add_value(void *to, double value, const char *unit, const char *written)
{
    struct gobench_set *set = to;
    *XPUSH(set->values, set->n_values, set->values_cap) =
        (struct gobench_value){ value, text_strpool_put(&set->pool, unit, strlen(unit)),
                                text_strpool_put(&set->pool, written, strlen(written)) };
}

static void failed(struct gobench_reader *r)
{
    problem(r, "a benchmark failed here, so its results are not complete");
    r->any_ended = r->run->ended = true;
    gobench_await_done(r);
}

/* Behind a name, why there are no numbers: the benchmark failed, or the run ended early. Package
 * testing writes the name before the benchmark runs. */
static bool read_reason(struct gobench_reader *r, struct gobench_span rest)
{
    struct gobench_line line = gobench_line_kind(rest);
    if (line.kind == GOBENCH_LINE_FAILED)
        failed(r);
    else if (line.kind == GOBENCH_LINE_ENDED)
        gobench_reader_ended(r, rest);
    return line.kind == GOBENCH_LINE_FAILED || line.kind == GOBENCH_LINE_ENDED;
}

/* A line with a name and without a result. `wrong` says why; NULL: the name stands alone. */
static void read_name(struct gobench_reader *r, struct gobench_span text, struct gobench_span name,
                      char *wrong)
{
    struct gobench_span rest = { name.s + name.len,
                                 (size_t)(text.s + text.len - name.s) - name.len };
    struct gobench_span behind = rest, field = gobench_next_field(&behind);
    if (wrong == NULL || field.len == 0) {
        gobench_await(r, name, wrong, wrong != NULL);
    } else if (read_reason(
                   r, (struct gobench_span){ field.s, (size_t)(rest.s + rest.len - field.s) })) {
        free(wrong);
    } else if (!isdigit((unsigned char)field.s[0])) {
        gobench_await(r, name, wrong, false);
    } else {
        gobench_await_settle(r);
        problem(r, wrong);
        free(wrong);
    }
}

static void read_result(struct gobench_reader *r, struct gobench_span text)
{
    struct gobench_set *set = r->set;
    struct gobench_result result = { .file = r->file, .line = r->line };
    struct gobench_span name;
    result.first_value = set->n_values;
    result.config = set->n_configs - 1;
    char *wrong = gobench_line_result(text, &name, &result.iterations, add_value, set);
    if (wrong != NULL || set->n_values == result.first_value) {
        set->n_values = result.first_value;
        read_name(r, text, name, wrong);
        return;
    }
    gobench_await_settle(r);
    result.name = text_strpool_put(&set->pool, name.s, name.len);
    result.n_values = set->n_values - result.first_value;
    *XPUSH(set->results, set->n_results, set->results_cap) = result;
    r->config_used = true;
}

static void see(void *to, double value, const char *unit, const char *written)
{
    (void)value, (void)unit, (void)written;
    *(bool *)to = true;
}

/* A benchmark printed text without an end of the line, or something put text in front: a result in
 * the middle of a line is not read, and not lost unnoticed. Comments, quotes and indented lines
 * are no output of that kind. */
static void look_for_result(struct gobench_reader *r, struct gobench_span text)
{
    static const char word[] = "Benchmark";
    uint64_t iterations;
    struct gobench_span name;
    bool seen = false;
    if (text.len == 0 || strchr(" \t#/|>*-\"'`", text.s[0]) != NULL)
        return;
    const char *at = memmem(text.s, text.len, word, strlen(word));
    if (at == NULL)
        return;
    struct gobench_span from = { at, (size_t)(text.s + text.len - at) };
    char *wrong = gobench_line_result(from, &name, &iterations, see, &seen);
    if (wrong == NULL && seen)
        problem(r, "expected a result at the beginning of a line, found one behind other text");
    free(wrong);
}

static void read_other(struct gobench_reader *r, struct gobench_span text)
{
    static const char *const settled[] = { "PASS", "ok ", "--- SKIP: Benchmark" };
    for (size_t i = 0; i < sizeof settled / sizeof settled[0]; i++)
        if (text.len >= strlen(settled[i]) && memcmp(text.s, settled[i], strlen(settled[i])) == 0)
            gobench_await_settle(r);
    char *joined = gobench_await_join(r, text);
    if (joined != NULL) {
        struct gobench_span line = { joined, strlen(joined) };
        bool seen = false;
        uint64_t iterations;
        struct gobench_span name;
        char *wrong = gobench_line_result(line, &name, &iterations, see, &seen);
        if (wrong == NULL && seen) {
            gobench_await_done(r);
            read_result(r, line);
        }
        free(wrong);
        free(joined);
        return;
    }
    look_for_result(r, text);
}

void gobench_reader_ended(struct gobench_reader *r, struct gobench_span text)
{
    /* FAIL and a name, twice: the second package was not even built. A last FAIL alone is of all
     * packages together. */
    bool named = gobench_starts(text, "FAIL\t"), another = named && r->run->over;
    r->run->over = named;
    bool again = (r->run->ended && !another) ||
                 (r->any_ended && text.len == 4 && memcmp(text.s, "FAIL", 4) == 0);
    if (!again) {
        char shown[81], *message;
        snprintf(shown, sizeof shown, "%.*s", (int)(text.len < 80 ? text.len : 80), text.s);
        for (char *tab = shown; (tab = strchr(tab, '\t')) != NULL;)
            *tab = ' ';
        hm_base_make_plain(shown);
        message = xprintf("the run ended early, so results are missing: %s", shown);
        problem(r, message);
        free(message);
    }
    r->any_ended = r->run->ended = true;
    gobench_await_done(r);
}

void gobench_reader_text(struct gobench_reader *r, struct gobench_span text)
{
    if (text.len > 0 && text.s[text.len - 1] == '\r')
        text.len--;
    struct gobench_line line = gobench_line_kind(text);
    switch (line.kind) {
    case GOBENCH_LINE_RESULT:
        read_result(r, text);
        break;
    case GOBENCH_LINE_UNIT:
        read_unit(r, line.value);
        break;
    case GOBENCH_LINE_CONFIG:
        if (line.key.len == strlen("pkg") && memcmp(line.key.s, "pkg", line.key.len) == 0) {
            gobench_await_end(r);
            r->run->ended = r->run->over = false;
        }
        set_config(r, &line);
        break;
    case GOBENCH_LINE_FAILED:
        failed(r);
        break;
    case GOBENCH_LINE_ENDED:
        gobench_reader_ended(r, line.value);
        break;
    case GOBENCH_LINE_OTHER:
        read_other(r, text);
        break;
    }
}
