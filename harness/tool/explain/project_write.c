/* project_write.c -- a project as text and as JSON. */
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "explain/project.h"
#include "text/json.h"
#include "text/write.h"

static const char *const accords[EXPLAIN_ACCORDS] = {
    [EXPLAIN_CONTRADICTED] = "contradicted",
    [EXPLAIN_BOTH_LEAVE] = "both leave",
    [EXPLAIN_ONLY_SEEN] = "stayed, not proven",
    [EXPLAIN_BOTH_STAY] = "both stay",
    [EXPLAIN_NOT_JUDGED] = "not judged",
    [EXPLAIN_NOT_TOLD] = "unknown",
    [EXPLAIN_NOT_RUN] = "not run",
};

static const char *const sentences[EXPLAIN_ACCORDS] = {
    [EXPLAIN_CONTRADICTED] = "CONTRADICTED: proven to stay, and seen to leave. Please report it.",
    [EXPLAIN_BOTH_LEAVE] = "Both say that it leaves.",
    [EXPLAIN_ONLY_SEEN] = "It stayed in this run; the proof stopped at the use above.",
    [EXPLAIN_BOTH_STAY] = "Both say that it stays.",
    [EXPLAIN_NOT_JUDGED] = "Not judged: the proof knows no site here.",
    [EXPLAIN_NOT_TOLD] = "The run does not tell whether it stays.",
    [EXPLAIN_NOT_RUN] = "The run made no block here.",
};

static long long number(const json_t *object, const char *key)
{
    return (long long)json_integer_value(json_object_get(object, key));
}

static const char *string(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static const char *or_unknown(const char *text)
{
    return text != NULL ? text : "?";
}

static const char *sentence(const struct explain_row *row)
{
    const char *reason = string(row->said, "reason");
    if (row->accord == EXPLAIN_ONLY_SEEN && reason != NULL &&
        strcmp(reason, "size not constant") == 0)
        return "It stayed in this run, with a size that is no constant of the source.";
    return sentences[row->accord];
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* "NAME: TEXT", wrapped below a row. */
static void put(FILE *to, const char *name, const char *text)
{
    size_t at = (size_t)fprintf(to, "   %-6s ", name);
    text_wrap(to, text, at, at, TEXT_COLUMNS);
}

/* Those of most blocks; of a site with many homes the rest is summed. */
static void verdicts_text(FILE *to, const json_t *verdicts)
{
    enum { SHOWN = 3 };
    const json_t *verdict, *shown[SHOWN + 1];
    size_t i, n = 0;
    long long rest = 0;
    json_array_foreach(verdicts, i, verdict)
    {
        size_t at = n;
        for (; at > 0 && number(shown[at - 1], "blocks") < number(verdict, "blocks"); at--)
            shown[at] = shown[at - 1];
        shown[at] = verdict;
        if (n < SHOWN)
            n++;
        else
            rest += number(shown[SHOWN], "blocks");
    }
    for (i = 0; i < n; i++)
        put(to, i == 0 ? "run" : "", or_unknown(string(shown[i], "text")));
    if (rest > 0)
        fprintf(to, "          and %zu more verdict%s of %lld block%s\n",
                json_array_size(verdicts) - n, plural(json_array_size(verdicts) - n), rest,
                plural((size_t)rest));
}

/* Print the line, wrapped if it is wide, and free it. */
static void put_line(FILE *to, char *line)
{
    text_wrap(to, line, 0, 7, TEXT_COLUMNS);
    free(line);
}

static void row_text(FILE *to, const struct explain_row *row)
{
    const json_t *site = row->said != NULL ? row->said : row->seen;
    const char *what = string(site, row->said != NULL ? "expression" : "allocator");
    fprintf(to, "\n%s:%lld:%lld: %s in %s\n", or_unknown(string(site, "file")),
            number(site, "line"), number(site, "column"), or_unknown(what),
            or_unknown(string(site, "function")));
    if (row->said != NULL)
        put(to, "proof", or_unknown(string(row->said, "message")));
    verdicts_text(to, json_object_get(row->seen, "verdicts"));
    if (row->seen == NULL && row->blocks > 0)
        fprintf(to, "   run    %lld block%s made inside this call\n", (long long)row->blocks,
                row->blocks == 1 ? "" : "s");
    char *count = NULL;
    if (row->again)
        count = xprintf("%lld block%s, %lld B, counted at the callers of %s as well",
                        (long long)row->blocks, row->blocks == 1 ? "" : "s", (long long)row->bytes,
                        or_unknown(string(site, "function")));
    else if (row->seen != NULL)
        count = xprintf("%lld block%s, %lld B; %lld could have lived on a stack",
                        (long long)row->blocks, row->blocks == 1 ? "" : "s", (long long)row->bytes,
                        (long long)row->stackable);
    if (count != NULL)
        put(to, "count", count);
    free(count);
    put(to, "=>", sentence(row));
}

static void head(FILE *to, const struct explain_project *p)
{
    size_t files = json_array_size(json_object_get(p->escape, "files"));
    size_t judged = json_array_size(json_object_get(p->escape, "sites"));
    size_t run = json_array_size(json_object_get(p->trace, "sites"));
    put_line(to,
             xprintf("%s: %zu C file%s, %zu site%s judged (LLVM %s)", p->folder, files,
                     plural(files), judged, plural(judged), or_unknown(string(p->escape, "llvm"))));
    put_line(to, xprintf("%s: %zu site%s run, %lld blocks and reallocs at them",
                         or_unknown(string(p->trace, "program")), run, plural(run),
                         (long long)p->followed));
    if (p->count != NULL)
        fprintf(to, "All of it counted: %lld allocs, %lld B\n", (long long)p->allocs,
                (long long)p->alloc_bytes);
    else
        fputs("The whole was not counted\n", to);
    const json_t *end = json_object_get(p->trace, "exit");
    if (json_is_integer(json_object_get(end, "signal")))
        fprintf(to, "Signal %lld ended it: what follows is of the run up to there\n",
                number(end, "signal"));
    else if (number(end, "status") != 0)
        fprintf(to, "Its exit status was %lld\n", number(end, "status"));
}

static void foot(FILE *to, const struct explain_project *p, size_t top)
{
    long long blocks = 0, stackable = 0, sites = 0;
    for (size_t i = top; i < p->n_rows; i++) {
        bool made_here = p->rows[i].seen != NULL && !p->rows[i].again;
        sites += made_here;
        blocks += made_here ? (long long)p->rows[i].blocks : 0;
        stackable += (long long)p->rows[i].stackable;
    }
    fputc('\n', to);
    if (sites > 0)
        put_line(to, xprintf("Further sites that made blocks: %lld; blocks: %lld, of which %lld "
                             "could have lived on a stack (--top)",
                             sites, blocks, stackable));
    char *line = NULL;
    for (size_t a = 0; a < EXPLAIN_ACCORDS; a++)
        if (p->of[a] > 0 || a == EXPLAIN_CONTRADICTED)
            xappend(&line, "%s%s: %zu", a > 0 ? "; " : "Sites: ", accords[a], p->of[a]);
    put_line(to, line);
}

void explain_project_text(FILE *to, const struct explain_project *p, size_t top)
{
    head(to, p);
    for (size_t i = 0; i < p->n_rows && i < top; i++)
        row_text(to, &p->rows[i]);
    foot(to, p, top);
}

static json_t *borrowed(const json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    return value != NULL ? json_incref(value) : json_null();
}

/* Some members of an object, as they are; null for no object. */
static json_t *part(const json_t *object, const char *const *keys)
{
    if (object == NULL)
        return json_null();
    json_t *copy = json_object();
    for (; *keys != NULL; keys++)
        text_json_put(copy, *keys, borrowed(object, *keys));
    return copy;
}

static json_t *row_json(const struct explain_row *row)
{
    static const char *const place[] = { "file", "line", "column", "function", NULL };
    static const char *const proof[] = { "expression", "allocator", "escapes", "message",
                                         "reason",     "note",      "at",      "wrapper",
                                         "size_bytes", NULL };
    static const char *const run[] = { "allocator", "blocks",   "bytes",  "size_min",
                                       "size_max",  "verdicts", "advice", NULL };
    json_t *object = part(row->said != NULL ? row->said : row->seen, place);
    text_json_put(object, "agreement", text_json_string(accords[row->accord]));
    text_json_put(object, "proof", part(row->said, proof));
    text_json_put(object, "run", part(row->seen, run));
    text_json_put(object, "blocks", json_integer(row->blocks));
    text_json_put(object, "stackable_blocks",
                  row->seen != NULL && !row->again ? json_integer(row->stackable) : json_null());
    return object;
}

bool explain_project_json(FILE *to, const struct explain_project *p)
{
    text_json_begin();
    json_t *root = json_object(), *sites = json_array(), *agreement = json_object();
    json_t *count = p->count != NULL ? json_object() : json_null();
    if (p->count != NULL) {
        text_json_put(count, "allocs", json_integer(p->allocs));
        text_json_put(count, "bytes", json_integer(p->alloc_bytes));
    }
    for (size_t i = 0; i < p->n_rows; i++)
        text_json_add(sites, row_json(&p->rows[i]));
    for (size_t a = 0; a < EXPLAIN_ACCORDS; a++)
        text_json_put(agreement, accords[a], json_integer((json_int_t)p->of[a]));
    text_json_put(root, "schema", text_json_string("heapmark.explain-project/1"));
    text_json_put(root, "llvm", borrowed(p->escape, "llvm"));
    text_json_put(root, "files", borrowed(p->escape, "files"));
    text_json_put(root, "program", borrowed(p->trace, "program"));
    text_json_put(root, "exit", borrowed(p->trace, "exit"));
    text_json_put(root, "count", count);
    text_json_put(root, "followed", json_integer(p->followed));
    text_json_put(root, "agreement", agreement);
    text_json_put(root, "sites", sites);
    return text_json_write(to, root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
}
