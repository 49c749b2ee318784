/* profile.c -- joins the stacks of a memory profile with the files that -m speaks of; see
 * profile.h. */
#include "read_m/profile.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

void read_m_profile_done(struct read_m_profile *p)
{
    free(p->ops);
    free(p->lines);
    free(p->sources);
    free(p->seen_source);
    text_strpool_done(&p->pool);
    text_strpool_done(&p->keys);
    text_strpool_done(&p->op_keys);
    text_strpool_done(&p->seen);
}

static const char *keep(struct read_m_profile *p, const char *s, size_t len)
{
    return text_strpool_put(&p->pool, s, len);
}

/* Of import/path.(*T).F: import/path. The linker writes a dot in the last element as %2e. */
static const char *package_of(struct read_m_profile *p, const char *function)
{
    const char *slash = strrchr(function, '/'), *bracket = strchr(function, '[');
    if (bracket != NULL && slash > bracket) /* a slash in a type argument */
        for (slash = bracket; slash > function && *slash != '/'; slash--)
            ;
    const char *dot = strchr(slash != NULL ? slash : function, '.');
    char *name = xstrndup(function, dot != NULL ? (size_t)(dot - function) : strlen(function));
    for (char *at; (at = strstr(name, "%2e")) != NULL; memmove(at + 1, at + 3, strlen(at + 3) + 1))
        *at = '.';
    const char *kept = keep(p, name, strlen(name));
    free(name);
    return kept;
}

/* ./a.go is the end of /home/me/a.go, ../b/a.go of /home/me/b/a.go. */
static bool is_end_of(const char *relative, const char *path)
{
    while (strncmp(relative, "./", 2) == 0 || strncmp(relative, "../", 3) == 0)
        relative += relative[1] == '/' ? 2 : 3;
    size_t len = strlen(relative), all = strlen(path);
    return all >= len && strcmp(path + all - len, relative) == 0 &&
           (all == len || path[all - len - 1] == '/');
}

static bool same_package(const char *said, const char *linked)
{
    return said == NULL || strcmp(said, linked) == 0 || strcmp(linked, "main") == 0 ||
           strcmp(said, "command-line-arguments") == 0;
}

static const struct read_m_source *source_of(struct read_m_profile *p,
                                             const struct pprof_frame *frame)
{
    char key[2 * sizeof(void *) * 2 + 2];
    bool added;
    snprintf(key, sizeof key, "%p", (const void *)frame->file);
    snprintf(key + strlen(key), sizeof key - strlen(key), "%p", (const void *)frame->function);
    size_t id = text_strpool_id(&p->seen, key, strlen(key), &added);
    if (!added)
        return p->seen_source[id];
    const char *package = package_of(p, frame->function);
    const struct read_m_source *found = NULL;
    for (size_t i = 0; i < p->n_sources && found == NULL; i++)
        if (is_end_of(p->sources[i].file, frame->file) &&
            same_package(p->sources[i].package, package))
            found = &p->sources[i];
    *XPUSH(p->seen_source, p->n_seen, p->seen_cap) = found;
    return found;
}

static void add_source(struct read_m_profile *p, struct text_strpool *known, const char *file,
                       const char *package)
{
    bool added;
    char *key = xprintf("%s\n%s", file, package != NULL ? package : "");
    text_strpool_id(known, key, strlen(key), &added);
    free(key);
    if (added)
        *XPUSH(p->sources, p->n_sources, p->sources_cap) = (struct read_m_source){ file, package };
}

static void learn_sources(struct read_m_profile *p, const struct go_m_set *set)
{
    struct text_strpool known = { 0 };
    for (size_t i = 0; i < set->n_findings; i++)
        add_source(p, &known, set->findings[i].file, set->findings[i].package);
    for (size_t i = 0; i < set->n_functions; i++)
        add_source(p, &known, set->functions[i].file, set->functions[i].package);
    text_strpool_done(&known);
}

/* The benchmark of a stack: what testing's runner called. */
static size_t op_of(struct read_m_profile *p, const struct pprof_sample *s, const char *said)
{
    static const char runner[] = "testing.(*B).";
    const char *function = "", *name = said;
    size_t len = said != NULL ? strlen(said) : 0;
    for (size_t i = 1; said == NULL && i < s->n_frames && name == NULL; i++)
        if (strncmp(s->frames[i].function, runner, sizeof runner - 1) == 0 &&
            strncmp(s->frames[i - 1].function, runner, sizeof runner - 1) != 0) {
            function = s->frames[i - 1].function;
            name = strstr(function, ".Benchmark");
            name = name != NULL ? name + strlen(".Benchmark") : function;
            len = strcspn(name, ".[");
        }
    if (name == NULL)
        name = "";
    const char *package = package_of(p, function);
    char *key = xprintf("%s\n%.*s", package, (int)len, name);
    bool added;
    size_t id = text_strpool_id(&p->op_keys, key, strlen(key), &added);
    free(key);
    if (added)
        *XPUSH(p->ops, p->n_ops, p->ops_cap) =
            (struct read_m_op){ .name = keep(p, name, len), .package = package };
    return id;
}

static struct read_m_line *line_of(struct read_m_profile *p, const struct read_m_source *source,
                                   const struct pprof_frame *frame, size_t op)
{
    char *key = xprintf("%s\n%u\n%zu", source->file, frame->line, op);
    bool added;
    size_t id = text_strpool_id(&p->keys, key, strlen(key), &added);
    free(key);
    if (added) {
        const char *package = package_of(p, frame->function);
        const char *name = frame->function + strlen(package);
        const char *dot = strchr(name, '.');
        name = dot != NULL ? dot + 1 : frame->function;
        *XPUSH(p->lines, p->n_lines, p->lines_cap) = (struct read_m_line){
            .file = keep(p, source->file, strlen(source->file)),
            .function = keep(p, name, strlen(name)),
            .line = frame->line,
            .op = op,
        };
    }
    return &p->lines[id];
}

/* The frame below which a call of its own lies: frame k made the block itself if all frames inside
 * it are inlined into it. */
static bool is_called(const struct pprof_sample *s, size_t k)
{
    for (size_t i = 0; i < k; i++)
        if (!s->frames[i].inlined)
            return true;
    return false;
}

static void add_sample(struct read_m_profile *p, const struct pprof_sample *s, int sign,
                       const char *op)
{
    const struct read_m_source *source = NULL;
    size_t k = 0;
    for (; k < s->n_frames && (source = source_of(p, &s->frames[k])) == NULL; k++)
        ;
    p->blocks += sign * s->blocks;
    if (source == NULL) {
        p->outside += sign * s->blocks;
        return;
    }
    size_t which = op_of(p, s, op);
    struct read_m_line *line = line_of(p, source, &s->frames[k], which);
    bool called = is_called(s, k);
    p->ops[which].blocks += sign * s->blocks;
    line->blocks += sign * s->blocks;
    line->bytes += sign * s->bytes;
    line->called += called ? sign * s->blocks : 0;
    if (called && s->blocks > line->most) {
        line->most = s->blocks;
        line->callee = keep(p, s->frames[k - 1].function, strlen(s->frames[k - 1].function));
    }
    for (; k + 1 < s->n_frames && s->frames[k].inlined; k++) /* said of the caller's line, too */
        if ((source = source_of(p, &s->frames[k + 1])) != NULL)
            line_of(p, source, &s->frames[k + 1], which)->inlined += sign * s->blocks;
}

void read_m_profile_add(struct read_m_profile *p, const struct go_m_set *set,
                        const struct pprof_profile *from, int sign, const char *op)
{
    if (p->n_sources == 0)
        learn_sources(p, set);
    text_strpool_done(&p->seen); /* its keys are addresses of the last profile */
    p->n_seen = 0;
    p->rate = from->rate > p->rate ? from->rate : p->rate;
    for (size_t i = 0; i < from->n_samples; i++)
        add_sample(p, &from->samples[i], sign, op);
}

static int by_place(const void *pa, const void *pb)
{
    const struct read_m_line *a = pa, *b = pb;
    int file = strcmp(a->file, b->file);
    if (file != 0)
        return file;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->blocks > b->blocks ? -1 : a->blocks < b->blocks;
}

/* Is it a result of that benchmark? A name has "-8" at its end, the number of threads. */
static bool is_of(const struct gobench_set *bench, const struct gobench_result *r,
                  const struct read_m_op *op)
{
    const char *package = gobench_result_config(bench, r, "pkg");
    size_t len = strlen(op->name);
    if (op->name[0] == '\0' || strncmp(r->name, op->name, len) != 0 ||
        (package != NULL && op->package[0] != '\0' && strcmp(package, op->package) != 0))
        return false;
    const char *rest = r->name + len;
    if (*rest == '-')
        rest += 1 + strspn(rest + 1, "0123456789");
    return *rest == '\0' || *rest == '/';
}

void read_m_profile_set_ops(struct read_m_profile *p, const char *op, double count)
{
    for (size_t i = 0; i < p->n_ops; i++)
        if (strcmp(p->ops[i].name, op) == 0)
            p->ops[i].count = count;
}

/* How many ops the profile holds of one benchmark. A run of `-benchtime=2000x` makes 2001: one to
 * try. Runs for a time make more, in steps that the text does not tell; then the blocks of the
 * profile and allocs/op say how many. Of several sub-benchmarks nothing can be said. */
static void count_ops(struct read_m_op *op, const struct gobench_set *bench)
{
    double ops = 0, allocs = 0;
    const char *name = NULL;
    for (size_t i = 0; i < bench->n_results; i++) {
        const struct gobench_result *r = &bench->results[i];
        if (!is_of(bench, r, op))
            continue;
        if (name != NULL && name != r->name)
            return;
        name = r->name;
        ops += (double)r->iterations + (r->iterations > 1);
        for (size_t k = 0; k < r->n_values; k++)
            if (strcmp(bench->values[r->first_value + k].unit, "allocs/op") == 0)
                allocs = bench->values[r->first_value + k].value;
    }
    op->allocs = allocs;
    double derived = allocs > 0 ? (double)op->blocks / allocs : 0;
    if (op->count > 0)
        return;
    op->count = ops;
    if (ops > 0 && derived > 1.02 * ops + 2) {
        op->count = derived;
        op->about = true;
    }
}

/* Of two runs taken off each other: what is less in the longer one is set-up that varies from run
 * to run, and says nothing of an op. */
static void drop_noise(struct read_m_profile *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->n_lines; i++) {
        const struct read_m_line *l = &p->lines[i];
        if (l->blocks >= 0 && l->bytes >= 0 && (l->blocks > 0 || l->inlined > 0))
            p->lines[kept++] = *l;
    }
    p->n_lines = kept;
    if (p->outside < 0) {
        p->blocks -= p->outside;
        p->outside = 0;
    }
}

void read_m_profile_finish(struct read_m_profile *p, const struct gobench_set *bench)
{
    drop_noise(p);
    if (p->n_lines > 0)
        qsort(p->lines, p->n_lines, sizeof *p->lines, by_place);
    for (size_t i = 0; bench != NULL && i < p->n_ops; i++)
        count_ops(&p->ops[i], bench);
}

const struct read_m_line *read_m_profile_at(const struct read_m_profile *p, const char *file,
                                            unsigned line, size_t *n)
{
    size_t low = 0, high = p->n_lines;
    *n = 0;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(p->lines[mid].file, file);
        if (order < 0 || (order == 0 && p->lines[mid].line < line))
            low = mid + 1;
        else
            high = mid;
    }
    while (low + *n < p->n_lines && p->lines[low + *n].line == line &&
           strcmp(p->lines[low + *n].file, file) == 0)
        ++*n;
    return p->lines + low;
}

double read_m_profile_weight(const struct read_m_profile *p, const struct read_m_line *line)
{
    double ops = p->ops[line->op].count;
    return ops > 0 ? (double)line->blocks / ops : (double)line->blocks;
}
