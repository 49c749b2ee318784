/* go_m.c -- from the lines of `go build -gcflags=-m` to findings with their explanations; see
 * go_m.h.
 *
 * An explanation ("E escapes to heap:" and its steps) comes before or after the plain line about
 * the same thing. Both make one finding: the key is the place, the sort of message and the
 * expression. */
#include "go_m/go_m.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

enum { MAX_PROBLEMS_PER_INPUT = 5 };

static const char no_place[] = "<unknown>";

void go_m_init(struct go_m_set *set)
{
    memset(set, 0, sizeof *set);
    set->current = SIZE_MAX;
}

void go_m_done(struct go_m_set *set)
{
    for (size_t i = 0; i < set->n_problems; i++)
        free(set->problems[i].text);
    free(set->problems);
    free(set->functions);
    free(set->steps);
    free(set->findings);
    text_strpool_done(&set->pool);
    text_strpool_done(&set->keys);
    text_strpool_done(&set->known);
    text_strpool_done(&set->declared);
    text_strpool_done(&set->capturing);
    text_strpool_done(&set->literals);
}

void go_m_problem(struct go_m_set *set, const char *path, size_t line, const char *fmt, ...)
{
    char what[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    if (set->file_problems++ >= MAX_PROBLEMS_PER_INPUT)
        return;
    set->problems =
        xgrow(set->problems, set->n_problems, &set->problems_cap, sizeof *set->problems);
    set->problems[set->n_problems++].text =
        line > 0 ? xprintf("%s:%zu: %s", path, line, what) : xprintf("%s: %s", path, what);
}

void go_m_input_begin(struct go_m_set *set)
{
    set->current = SIZE_MAX;
    set->package = NULL;
    set->generated = false;
    set->file_problems = 0;
}

void go_m_input_end(struct go_m_set *set, const char *path)
{
    size_t met = set->file_problems;
    set->file_problems = 0;
    if (met > MAX_PROBLEMS_PER_INPUT)
        go_m_problem(set, path, 0, "and %zu more like these", met - MAX_PROBLEMS_PER_INPUT);
}

static const char *keep(struct go_m_set *set, struct go_m_span s)
{
    return text_strpool_put(&set->pool, s.at, s.len);
}

bool go_m_version(struct go_m_set *set, const char *version, const char *path, size_t line)
{
    const char *digits = strncmp(version, "go", 2) == 0 ? version + 2 : version;
    char *end;
    if (strncmp(digits, "1.", 2) != 0)
        return false;
    long minor = strtol(digits + 2, &end, 10);
    if (end == digits + 2 || minor < 0 || minor > 999)
        return false;
    size_t len = strcspn(digits, " \t\r\n");
    char *name = xprintf("go%.*s", (int)(len < 40 ? len : 40), digits);
    if (minor > GO_M_GO_NEWEST)
        go_m_problem(set, path, line,
                     "%s is newer than go1.%d, the newest whose messages are known; read as far as "
                     "they are the same",
                     name, GO_M_GO_NEWEST);
    set->version = text_strpool_put(&set->pool, name, strlen(name));
    set->minor = (int)minor;
    free(name);
    return true;
}

void go_m_form(struct go_m_set *set, int oldest, int newest)
{
    if (oldest > set->oldest)
        set->oldest = oldest;
    if (newest != 0 && (set->newest == 0 || newest < set->newest))
        set->newest = newest;
}

/* What has no place is told apart by its order: the n-th plain line is about the n-th
 * explanation. */
static unsigned nth_without_place(const struct go_m_set *set, const struct go_m_line *said)
{
    unsigned explained = 0, plain = 0;
    for (size_t i = 0; i < set->n_findings; i++) {
        const struct go_m_finding *f = &set->findings[i];
        if (f->line == 0 && go_m_span_is(said->what, f->what)) {
            explained++;
            plain += f->said;
        }
    }
    return said->explains ? explained : plain;
}

/* The finding of that key, new if there was none. */
static struct go_m_finding *finding(struct go_m_set *set, const struct go_m_place *place,
                                    const struct go_m_line *said, size_t input_line)
{
    unsigned nth = place->line == 0 ? nth_without_place(set, said) : 0;
    /* Explanations do not tell a moved variable from an expression, nor the sorts of leak apart. */
    char sort = said->kind == GO_M_ESCAPES || said->kind == GO_M_MOVED     ? 'e'
                : said->kind == GO_M_STAYS || said->kind == GO_M_ZERO_COPY ? 's'
                                                                           : 'l';
    /* Explained as append(s, x), plainly said as append. */
    bool append = said->what.len > 7 && strncmp(said->what.at, "append(", 7) == 0;
    char *key =
        xprintf("%c%u:%u:%u:%.*s:%.*s", sort, place->line, place->column, nth, (int)place->file.len,
                place->file.at, append ? 6 : (int)said->what.len, said->what.at);
    bool added;
    size_t id = text_strpool_id(&set->keys, key, strlen(key), &added);
    free(key);
    set->current = id;
    if (!added)
        return &set->findings[id];
    set->findings =
        xgrow(set->findings, set->n_findings, &set->findings_cap, sizeof *set->findings);
    struct go_m_finding *f = &set->findings[set->n_findings++];
    *f = (struct go_m_finding){ .kind = said->kind,
                                .file = keep(set, place->file),
                                .line = place->line,
                                .column = place->column,
                                .what = keep(set, said->what),
                                .package = set->package,
                                .input_line = input_line };
    return f;
}

static void found(struct go_m_set *set, const struct go_m_place *place,
                  const struct go_m_line *said, size_t input_line)
{
    struct go_m_finding *f = finding(set, place, said, input_line);
    set->steps_unwanted = f->n_steps > 0;
    set->open_explanation = said->explains && said->kind == GO_M_ESCAPES ? input_line : 0;
    if (said->kind == GO_M_LEAKS_TO_RESULT && f->result == NULL) {
        f->result = keep(set, said->to);
        f->level = said->level;
    }
    if (said->function.len > 0 && f->function == NULL)
        f->function = keep(set, said->function);
    if (said->explains) {
        go_m_form(set, said->function.len > 0 && said->kind == GO_M_ESCAPES ? 25 : 14, 0);
        return;
    }
    /* The plain line knows best what it is; of two about one parameter the graver one counts. */
    if (!f->said || said->kind < f->kind)
        f->kind = said->kind;
    f->said = true;
    f->times++;
    set->columns |= place->column > 0;
    set->bare |= place->column == 0 && place->line > 0 && place->file.at[0] != '<';
}

static void step(struct go_m_set *set, const struct go_m_line *said, const char *path, size_t line)
{
    if (set->current == SIZE_MAX) {
        go_m_problem(set, path, line,
                     "a cause without the message it explains: the beginning is cut off");
        set->current = SIZE_MAX - 1; /* say it once */
    }
    if (set->current >= SIZE_MAX - 1 || set->steps_unwanted)
        return;
    struct go_m_finding *f = &set->findings[set->current];
    set->steps = xgrow(set->steps, set->n_steps, &set->steps_cap, sizeof *set->steps);
    if (f->n_steps++ == 0)
        f->first_step = set->n_steps;
    struct go_m_step *s = &set->steps[set->n_steps++];
    *s = (struct go_m_step){ .flow = said->kind == GO_M_FLOW, .what = keep(set, said->what) };
    if (s->flow) {
        s->to = keep(set, said->to);
        go_m_form(set, said->arrow ? 25 : 14, said->arrow ? 0 : 24);
        return;
    }
    s->reason = keep(set, said->reason);
    if (said->has_place) {
        s->file = keep(set, said->place.file);
        s->line = said->place.line;
        s->column = said->place.column;
    } else {
        s->file = no_place;
    }
}

void go_m_package(struct go_m_set *set, const char *name)
{
    size_t len = strcspn(name, " \t");
    set->package = len > 0 ? text_strpool_put(&set->pool, name, len) : NULL;
    set->generated = len > 5 && strncmp(name + len - 5, ".test", 5) == 0;
}

/* Of "inlining call to strconv.AppendInt": strconv. */
static void inlined(struct go_m_set *set, const struct go_m_line *said)
{
    size_t len = strcspn(said->what.at, ".( ");
    if (len > 0 && len < said->what.len && said->what.at[len] == '.')
        text_strpool_put(&set->known, said->what.at, len);
}

static char *literal_key(const char *file, size_t file_len, unsigned line, unsigned column,
                         const char *function, size_t len)
{
    return xprintf("%.*s:%u:%u:%.*s", (int)file_len, file, line, column, (int)len, function);
}

/* F.func1, declared there; not F.G.func1, which was inlined with G. */
static void literal(struct go_m_set *set, const struct go_m_place *place, const char *name,
                    size_t len)
{
    char *key = literal_key(place->file.at, place->file.len, place->line, place->column, name, len);
    text_strpool_put(&set->literals, key, strlen(key));
    free(key);
}

bool go_m_has_literal(const struct go_m_set *set, const struct go_m_finding *f)
{
    char *key =
        literal_key(f->file, strlen(f->file), f->line, f->column, f->function, strlen(f->function));
    bool has = text_strpool_has(&set->literals, key, strlen(key));
    free(key);
    return has;
}

/* "F capturing by value: x (...)" */
void go_m_capture(struct go_m_set *set, const char *message)
{
    const char *capturing = strstr(message, " capturing by ");
    if (capturing != NULL)
        text_strpool_put(&set->capturing, message, (size_t)(capturing - message));
}

bool go_m_captures(const struct go_m_set *set, const char *function)
{
    return text_strpool_has(&set->capturing, function, strlen(function));
}

/* Func literals and the bodies of ranges over functions are inside of another function whose lines
 * go on after them, so they are not taken for one that begins here. */
static void function(struct go_m_set *set, const struct go_m_place *place,
                     const struct go_m_line *said)
{
    static const char *const inner[] = { ".func", ".gowrap", ".deferwrap", "-range" };
    const char *name = keep(set, said->what);
    set->all_functions |= said->reasons;
    for (size_t i = 0; i < sizeof inner / sizeof inner[0]; i++)
        if (strstr(name, inner[i]) != NULL) {
            literal(set, place, name, (size_t)(strstr(name, inner[i]) - name));
            return;
        }
    const char *type = name + (name[0] == '(') + (name[0] == '(' && name[1] == '*');
    text_strpool_put(&set->declared, type, strcspn(type, ".)["));
    set->functions =
        xgrow(set->functions, set->n_functions, &set->functions_cap, sizeof *set->functions);
    set->functions[set->n_functions++] =
        (struct go_m_function){ name, keep(set, place->file), set->package, place->line };
}

void go_m_message(struct go_m_set *set, const struct go_m_place *place,
                  const struct go_m_line *said, const char *message, const char *path, size_t line)
{
    if (set->generated) {
        set->ignored++;
        return;
    }
    switch (said->kind) {
    case GO_M_FLOW:
    case GO_M_FROM:
        step(set, said, path, line);
        return;
    case GO_M_FUNCTION:
        function(set, place, said);
        set->ignored++;
        break;
    case GO_M_INLINING:
        inlined(set, said);
        set->ignored++;
        break;
    case GO_M_ABOUT_OTHERS:
        go_m_capture(set, message);
        set->ignored++;
        break;
    case GO_M_UNKNOWN:
        go_m_problem(set, path, line, "not a message of go1.8 to go1.%d: '%.60s'", GO_M_GO_NEWEST,
                     message);
        break;
    default:
        found(set, place, said, line);
    }
}
