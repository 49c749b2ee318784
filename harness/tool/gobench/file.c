/* file.c -- benchmark files line by line into a set; contract in file.h. */
#include "gobench/file.h"

#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "gobench/line.h"
#include "base/text.h"
#include "cli/xalloc.h"

enum { MAX_PROBLEMS_PER_FILE = 20 };

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

/* A package in the output of `go test -json`, whose events may alternate with those of others. */
struct package {
    const char *name;
    char *line;    /* what was printed since the last end of a line; owned */
    size_t config; /* the newest of its own, while another package is read */
    bool ended;
    bool running; /* it has started, and no event ended it */
};

/* The state of one file while it is read. */
struct reader {
    struct gobench_set *set;
    const char *path;
    size_t file, line;
    size_t n_problems;
    bool failed;
    bool ended;               /* it was said that this package's run failed or ended early */
    bool utf16;               /* it was said that the file holds UTF-16 */
    bool cut;                 /* it was said that an event is cut or broken */
    struct package *packages; /* of events; owned */
    size_t n_packages, packages_cap;
    size_t package;   /* the one that is read; SIZE_MAX: none, plain lines */
    bool config_used; /* a result points at the newest config, so it must not change any more */
};

static void problem(struct reader *r, bool warning, const char *text)
{
    r->failed = r->failed || !warning;
    if (++r->n_problems <= MAX_PROBLEMS_PER_FILE)
        gobench_set_problem(r->set, warning, "%s:%zu: %s", r->path, r->line, text);
}

static void push_config(struct reader *r, const struct gobench_config *from)
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

static void set_config(struct reader *r, const struct gobench_line *line)
{
    struct gobench_set *set = r->set;
    const char *key = text_strpool_put(&set->pool, line->key.s, line->key.len);
    if (r->config_used)
        push_config(r, &(struct gobench_config){ set->configs[set->n_configs - 1].pairs,
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
static void set_unit(struct reader *r, struct gobench_unit *unit, struct gobench_span pair)
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
        problem(r, false, "expected key=value in a Unit line");
        return;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i].pair) != pair.len || memcmp(known[i].pair, pair.s, pair.len) != 0)
            continue;
        if (known[i].better != 0) {
            if (unit->better_said && unit->better != known[i].better)
                problem(r, false, "the unit was said to be better the other way round before");
            else
                unit->better = known[i].better;
            unit->better_said = true;
        } else if (unit->assume != GOBENCH_ASSUME_UNSAID && unit->assume != known[i].assume) {
            problem(r, false, "the unit was said to be assumed otherwise before");
        } else {
            unit->assume = known[i].assume;
        }
    }
}

static void read_unit(struct reader *r, struct gobench_span rest)
{
    struct gobench_set *set = r->set;
    struct gobench_span name = gobench_next_field(&rest);
    char unit[GOBENCH_MAX_UNIT + 1], tidy[2 * GOBENCH_MAX_UNIT];
    if (name.len == 0 || name.len > GOBENCH_MAX_UNIT) {
        problem(r, false, "expected a unit after the word Unit");
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

static void read_result(struct reader *r, struct gobench_span text)
{
    struct gobench_set *set = r->set;
    struct gobench_result result = { .file = r->file, .line = r->line };
    struct gobench_span name;
    result.first_value = set->n_values;
    result.config = set->n_configs - 1;
    char *wrong = gobench_line_result(text, &name, &result.iterations, add_value, set);
    if (wrong != NULL) {
        problem(r, false, wrong);
        free(wrong);
        set->n_values = result.first_value;
        return;
    }
    if (set->n_values == result.first_value)
        return; /* a bare name, as `go test -v` prints it when a benchmark starts */
    result.name = text_strpool_put(&set->pool, name.s, name.len);
    result.n_values = set->n_values - result.first_value;
    *XPUSH(set->results, set->n_results, set->results_cap) = result;
    r->config_used = true;
}

/* Once for each package: the status and the FAIL that follow a panic say the same again. */
static void ended_early(struct reader *r, struct gobench_span text)
{
    if (!r->ended) {
        char shown[81], *message;
        snprintf(shown, sizeof shown, "%.*s", (int)(text.len < 80 ? text.len : 80), text.s);
        for (char *tab = shown; (tab = strchr(tab, '\t')) != NULL;)
            *tab = ' ';
        hm_base_make_plain(shown);
        message = xprintf("the run ended early, so results are missing: %s", shown);
        problem(r, false, message);
        free(message);
    }
    r->ended = true;
}

/* True for text of two bytes a character, which is what some shells of Windows write into files, or
 * add to files of another kind: it has a mark, or every second byte is NUL. */
static bool is_utf16(struct gobench_span text)
{
    size_t even = 0, odd = 0, half = text.len / 2;
    if (text.len >= 2 && (memcmp(text.s, "\xff\xfe", 2) == 0 || memcmp(text.s, "\xfe\xff", 2) == 0))
        return true;
    for (size_t i = 0; i + 1 < text.len; i += 2) {
        even += text.s[i] == 0;
        odd += text.s[i + 1] == 0;
    }
    return half >= 2 && (even == half || odd == half) && even != odd;
}

static struct gobench_span without_byte_order_mark(struct gobench_span text)
{
    if (text.len >= 3 && memcmp(text.s, "\xef\xbb\xbf", 3) == 0)
        return (struct gobench_span){ text.s + 3, text.len - 3 };
    return text;
}

static void read_text(struct reader *r, struct gobench_span text)
{
    struct gobench_line line = gobench_line_kind(text);
    switch (line.kind) {
    case GOBENCH_LINE_RESULT:
        read_result(r, text);
        break;
    case GOBENCH_LINE_UNIT:
        read_unit(r, line.value);
        break;
    case GOBENCH_LINE_CONFIG:
        if (line.key.len == strlen("pkg") && memcmp(line.key.s, "pkg", line.key.len) == 0)
            r->ended = false;
        set_config(r, &line);
        break;
    case GOBENCH_LINE_FAILED:
        problem(r, false, "a benchmark failed here, so its results are not complete");
        r->ended = true;
        break;
    case GOBENCH_LINE_ENDED:
        ended_early(r, line.value);
        break;
    case GOBENCH_LINE_OTHER:
        break;
    }
}

/* From now on lines are of this package, under the config that it had. */
static void enter(struct reader *r, const char *name)
{
    struct gobench_set *set = r->set;
    size_t at = 0;
    name = text_strpool_put(&set->pool, name, strlen(name));
    while (at < r->n_packages && r->packages[at].name != name)
        at++;
    if (at == r->package && at < r->n_packages)
        return;
    if (r->package != SIZE_MAX) {
        r->packages[r->package].config = set->n_configs - 1;
        r->packages[r->package].ended = r->ended;
    }
    bool is_new = at == r->n_packages;
    if (is_new)
        *XPUSH(r->packages, r->n_packages, r->packages_cap) =
            (struct package){ .name = name, .line = xprintf("%s", "") };
    push_config(r, is_new ? &(struct gobench_config){ 0 } : &set->configs[r->packages[at].config]);
    r->ended = r->packages[at].ended;
    r->package = at;
}

/* Part of what the package printed: whole lines are read, the rest waits. */
static void read_output(struct reader *r, const char *output)
{
    char **line = &r->packages[r->package].line;
    xappend(line, "%s", output);
    char *start = *line;
    for (char *end; (end = strchr(start, '\n')) != NULL; start = end + 1)
        read_text(r, (struct gobench_span){ start, (size_t)(end - start) });
    memmove(*line, start, strlen(start) + 1);
}

/* The package, or its build, has ended. */
static void read_end(struct reader *r, const char *action)
{
    static const char *const ends[] = { "pass", "skip", "fail", "build-fail" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (strcmp(action, ends[i]) == 0)
            r->packages[r->package].running = false;
    if (strcmp(action, "fail") == 0 || strcmp(action, "build-fail") == 0)
        ended_early(r, (struct gobench_span){ action, strlen(action) });
}

/* An event of `go test -json`; false: the line is none. */
static bool read_event(struct reader *r, struct gobench_span text)
{
    static const char *const beginnings[] = { "{\"Time\":", "{\"Action\":", "{\"ImportPath\":" };
    if (text.len == 0 || text.s[0] != '{')
        return false;
    xjson();
    json_t *event = json_loadb(text.s, text.len, 0, NULL);
    const char *action = json_string_value(json_object_get(event, "Action"));
    const char *package = json_string_value(json_object_get(event, "Package"));
    const char *output = json_string_value(json_object_get(event, "Output"));
    bool is_event = action != NULL;
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0] && !is_event; i++)
        is_event = strncmp(text.s, beginnings[i], strlen(beginnings[i])) == 0;
    if (package == NULL)
        package = json_string_value(json_object_get(event, "ImportPath"));
    if (is_event && action == NULL) {
        r->cut = true;
        problem(r, false, "expected an event of `go test -json`, found one that is cut or broken");
    } else if (is_event) {
        enter(r, package != NULL ? package : "");
        if (strcmp(action, "start") == 0 || strcmp(action, "output") == 0)
            r->packages[r->package].running = true;
        if (output != NULL)
            read_output(r, output);
        else if (json_object_get(event, "Test") == NULL)
            read_end(r, action);
    }
    json_decref(event);
    return is_event;
}

static void read_line(struct reader *r, struct gobench_span text)
{
    if (r->line == 1)
        text = without_byte_order_mark(text);
    if (is_utf16(text)) {
        if (!r->utf16)
            problem(r, false, "expected UTF-8, found UTF-16; save the file as UTF-8");
        r->utf16 = true;
    } else if (!read_event(r, text)) {
        read_text(r, text);
    }
}

static const char cut_short[] = "the last line has no end: the file may be cut short";

/* The program that wrote the events was killed, or its output was cut between two of them. */
static void say_incomplete(struct reader *r, const struct package *package)
{
    char shown[81], *message;
    snprintf(shown, sizeof shown, "%s", package->name);
    hm_base_make_plain(shown);
    message = xprintf("no event (pass, fail or skip) ends package '%s': the run was cut short, so "
                      "results are missing",
                      shown);
    problem(r, false, message);
    free(message);
}

/* What packages printed without an end of the line. */
static void end_events(struct reader *r)
{
    for (size_t i = 0; i < r->n_packages; i++) {
        size_t results = r->set->n_results;
        enter(r, r->packages[i].name);
        read_text(r, (struct gobench_span){ r->packages[i].line, strlen(r->packages[i].line) });
        if (r->set->n_results > results)
            problem(r, true, cut_short);
        if (r->packages[i].running && !r->ended && !r->cut)
            say_incomplete(r, &r->packages[i]);
        free(r->packages[i].line);
    }
    free(r->packages);
}

bool gobench_read(struct gobench_set *set, FILE *in, const char *path, const char *label)
{
    struct reader r = { .set = set, .path = path, .file = set->n_labels, .package = SIZE_MAX };
    size_t before = set->n_results, cap = 0;
    char *buffer = NULL, last = '\n';
    *XPUSH(set->labels, set->n_labels, set->labels_cap) =
        text_strpool_put(&set->pool, label, strlen(label));
    push_config(&r, &(struct gobench_config){ 0 });
    errno = 0;
    for (ssize_t len; (len = getline(&buffer, &cap, in)) > 0;) {
        r.line++;
        last = buffer[len - 1];
        size_t n = (size_t)len - (last == '\n');
        if (n > 0 && buffer[n - 1] == '\r')
            n--;
        size_t results = set->n_results;
        read_line(&r, (struct gobench_span){ buffer, n });
        if (last != '\n' && set->n_results > results)
            problem(&r, true, cut_short);
    }
    int error = errno;
    bool stopped = ferror(in) || !feof(in); /* without memory for a line only the second is true */
    free(buffer);
    end_events(&r);
    if (r.n_problems > MAX_PROBLEMS_PER_FILE)
        gobench_set_problem(set, false, "%s: and %zu more like these", path,
                            r.n_problems - MAX_PROBLEMS_PER_FILE);
    if (stopped) {
        const char *why = strerror(error);
        if (r.line == 0)
            gobench_set_problem(set, false, "%s: cannot be read: %s", path, why);
        else
            gobench_set_problem(set, false, "%s:%zu: reading stopped: %s", path, r.line + 1, why);
        r.failed = true;
    } else if (set->n_results == before) {
        gobench_set_problem(set, false, "%s: expected at least one benchmark result, found none",
                            path);
        r.failed = true;
    }
    return !r.failed;
}

void gobench_problem_say(const char *verb, const struct gobench_problem *problem)
{
    fprintf(stderr, "heapmark %s: %s%s\n", verb, problem->warning ? "warning: " : "",
            problem->text);
}

bool gobench_open(struct gobench_set *set, const char *path, const char *label)
{
    if (strcmp(path, "-") == 0)
        return gobench_read(set, stdin, "<stdin>", label);
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        gobench_set_problem(set, false, "%s: cannot be opened: %s", path, strerror(errno));
        return false;
    }
    bool ok = gobench_read(set, in, path, label);
    fclose(in);
    return ok;
}
