/* wrappers.c -- functions that only pass requests on, so that their callers are the sites. */
#include "verdict/parts.h"

#include <ctype.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

/* What the run showed of a function that has the name of an allocator, or frees. */
struct verdict_function {
    const char *name;
    bool keeps;        /* a block that it requested died before it returned */
    bool from_named;   /* called for a block by a function with the name of an allocator */
    bool from_another; /* ... by one without */
    bool passed_over;
    bool frees, several_lines, several_sites; /* blocks that it frees: where, and made where */
    struct verdict_at line;
    const struct verdict_draft *site;
};

static const char *const known[] = {
    "xmalloc",        "xcalloc",        "xrealloc",    "xzalloc",       "xstrdup",
    "xstrndup",       "xmemdup",        "xnmalloc",    "xreallocarray", "xasprintf",
    "xvasprintf",     "safe_malloc",    "safe_calloc", "safe_realloc",  "safe_strdup",
    "emalloc",        "ecalloc",        "erealloc",    "estrdup",       "must_malloc",
    "checked_malloc", "malloc_or_die",  "g_malloc",    "g_malloc0",     "g_malloc_n",
    "g_malloc0_n",    "g_realloc",      "g_realloc_n", "g_strdup",      "g_strndup",
    "g_try_malloc",   "zmalloc",        "zcalloc",     "zrealloc",      "zstrdup",
    "hi_malloc",      "hi_calloc",      "hi_realloc",  "hi_strdup",     "s_malloc",
    "operator new",   "operator new[]",
};

/* These only free; others are believed if they free blocks of several sites in one line. */
static const char *const known_free[] = {
    "xfree",   "efree",   "zfree",    "g_free",          "safe_free",        "s_free",
    "hi_free", "my_free", "mem_free", "operator delete", "operator delete[]"
};

static bool has(const char *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], name) == 0)
            return true;
    return false;
}

#define HAS(list, name) has(list, sizeof(list) / sizeof *(list), name)

bool verdict_is_wrapper(const char *function, const struct verdict_options *options)
{
    return function != NULL &&
           (HAS(known, function) || has(options->wrappers, options->wrapper_count, function));
}

/* Is `part` in the name, in any case; with `at_end`, only underscores and digits after it? */
static bool named(const char *name, const char *part, bool at_end)
{
    size_t n = strlen(part);
    for (; *name != '\0'; name++)
        if (strncasecmp(name, part, n) == 0 &&
            (!at_end || name[n + strspn(name + n, "_0123456789")] == '\0'))
            return true;
    return false;
}

static bool named_allocator(const char *name)
{
    static const char *const parts[] = { "malloc", "calloc",  "realloc", "zalloc",
                                         "strdup", "strndup", "memdup" };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (named(name, parts[i], false))
            return true;
    return named(name, "alloc", true) || named(name, "allocate", true);
}

static bool named_free(const char *name)
{
    static const char *const parts[] = { "free", "release", "unref", "decref", "decrref" };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (named(name, parts[i], false))
            return true;
    return named_allocator(name);
}

static int by_function(const void *left, const void *right)
{
    return strcmp(((const struct verdict_function *)left)->name,
                  ((const struct verdict_function *)right)->name);
}

/* NULL if nothing was noted of it. */
static struct verdict_function *find(const struct verdict_reading *r, const char *name)
{
    const struct verdict_function key = { .name = name };
    struct verdict_function **kept = tfind(&key, &r->parts->functions, by_function);
    return kept != NULL ? *kept : NULL;
}

/* Made if it is new; NULL: no memory. */
static struct verdict_function *note(struct verdict_reading *r, const char *name)
{
    struct verdict_function *kept = find(r, name), *fresh = NULL;
    if (kept != NULL)
        return kept;
    fresh = calloc(1, sizeof *fresh);
    if (fresh == NULL)
        return NULL;
    fresh->name = name;
    if (tsearch(fresh, &r->parts->functions, by_function) != NULL)
        return fresh;
    free(fresh);
    return NULL;
}

bool verdict_passes_on(const struct verdict_reading *r, const char *function)
{
    const struct verdict_options *options = r->parts->options;
    if (function == NULL)
        return false;
    if (options->no_wrappers)
        return has(options->wrappers, options->wrapper_count, function);
    if (verdict_is_wrapper(function, options))
        return true;
    const struct verdict_function *f = find(r, function);
    if (f != NULL && f->keeps)
        return false;
    /* without the name, the slow path of an allocator: only allocators call it */
    return named_allocator(function) || (f != NULL && f->from_named && !f->from_another);
}

static const char *function_at(const struct verdict_reading *r, uint32_t site, uint32_t level)
{
    const struct verdict_frames *chain = &r->parts->frames[site];
    return level < chain->count ? verdict_frame_function(r, &chain->frame[level]) : NULL;
}

static bool note_caller(struct verdict_reading *r, uint32_t site, unsigned shift)
{
    const char *function = function_at(r, site, shift), *caller = function_at(r, site, shift + 1);
    if (function == NULL || caller == NULL || named_allocator(function))
        return true;
    struct verdict_function *f = note(r, function);
    if (f == NULL)
        return false;
    if (named_allocator(caller))
        f->from_named = true;
    else
        f->from_another = true;
    return true;
}

/* Of each site, in how many frames from its own the first block died; UINT32_MAX: none did. */
static uint32_t *shallowest(const struct hm_tracer_raw *raw)
{
    uint32_t *depth = malloc((raw->header->sites + 1u) * sizeof *depth);
    if (depth == NULL)
        return NULL;
    for (uint32_t i = 0; i <= raw->header->sites; i++)
        depth[i] = UINT32_MAX;
    for (uint32_t i = 0; i < raw->header->fates; i++) {
        const struct hm_tracer_raw_fate *fate = &raw->fate[i];
        if (fate->kind == HM_TRACER_FATE_HOME && fate->depth_min < depth[fate->site])
            depth[fate->site] = fate->depth_min;
    }
    return depth;
}

/* A function keeps a block if the block dies in its frame. Then it is not looked through, so that
 * others are reached no more: until nothing changes. */
static bool note_keepers(struct verdict_reading *r, const uint32_t *depth)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    bool changed = true;
    while (changed) {
        changed = false;
        for (uint32_t i = 1; i < raw->header->sites; i++) {
            if (depth[i] == UINT32_MAX || depth[i] >= verdict_place_site(r, &raw->site[i]).shift)
                continue;
            const char *name = function_at(r, i, depth[i]);
            if (name == NULL || verdict_is_wrapper(name, r->parts->options))
                continue;
            struct verdict_function *f = note(r, name);
            if (f == NULL)
                return false;
            changed = changed || !f->keeps;
            f->keeps = true;
        }
    }
    return true;
}

int verdict_find_wrappers(struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    if (r->parts->options->no_wrappers)
        return 0;
    uint32_t *depth = shallowest(raw);
    bool ok = depth != NULL;
    for (uint32_t i = 1; ok && i < raw->header->sites; i++)
        ok = note_caller(r, i, verdict_place_site(r, &raw->site[i]).shift);
    ok = ok && note_keepers(r, depth);
    free(depth);
    return ok ? 0 : -1;
}

static bool pass_over(struct verdict_reading *r, const char *name)
{
    struct verdict_function *f = name != NULL ? note(r, name) : NULL;
    if (f == NULL || f->passed_over)
        return f != NULL || name == NULL;
    f->passed_over = true;
    const char **slot = VERDICT_APPEND(&r->parts->wrappers);
    if (slot != NULL)
        *slot = name;
    return slot != NULL;
}

bool verdict_passed_over(struct verdict_reading *r, uint32_t site, unsigned shift)
{
    const struct hm_tracer_raw_site *raw = &r->parts->raw.site[site];
    const struct hm_tracer_raw_frame *frame = r->parts->frames[site].frame;
    for (unsigned i = 0; i < shift; i++) {
        struct verdict_at at = i == 0 ? verdict_call_in(r, raw->ra, frame)
                                      : verdict_frame_call(r, &frame[i - 1], &frame[i]);
        if (!verdict_in_system_header(at.file) && !pass_over(r, at.function))
            return false;
    }
    return true;
}

/* Where the block was freed: level 0 is the call of free() or of a function without hooks, level 1
 * the call of the function that level 0 is in, and so on. False: not known. */
static bool free_call(const struct verdict_reading *r, const struct hm_tracer_raw_fate *fate,
                      unsigned level, struct verdict_at *at)
{
    const struct hm_tracer_raw_frame *inner = &fate->free_frame, *outer = &fate->free_under;
    size_t count;
    if (level == 0)
        *at = inner->pc != 0 ? verdict_call_in(r, fate->free_ra, inner)
                             : verdict_spot_at(r, fate->free_ra);
    else if (outer->pc == 0)
        return false;
    else if (level == 1)
        *at = verdict_frame_call(r, inner, outer);
    else {
        const struct symbols_symbol *spot = verdict_spots(r, outer->pc, &count);
        *at = count > 1 ? (struct verdict_at){ spot[1].function, spot[1].file, spot[1].line,
                                               spot[1].column }
                        : verdict_spot_at(r, outer->call);
    }
    return level == 0 || at->file != NULL;
}

static bool only_frees(const struct verdict_reading *r, const char *function)
{
    const struct verdict_function *f = function != NULL ? find(r, function) : NULL;
    return f != NULL && f->frees && !f->several_lines &&
           (f->several_sites || HAS(known_free, function));
}

static bool note_free(struct verdict_reading *r, const struct verdict_at *at,
                      const struct verdict_draft *site)
{
    if (at->function == NULL || !named_free(at->function))
        return true;
    struct verdict_function *f = note(r, at->function);
    if (f == NULL)
        return false;
    if (!f->frees) {
        f->line = *at;
        f->site = site;
    }
    f->frees = true;
    f->several_lines = f->several_lines || f->line.line != at->line ||
                       verdict_by_name(f->line.file, at->file) != 0;
    f->several_sites = f->several_sites || f->site != site;
    return true;
}

int verdict_find_free_wrappers(struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    for (unsigned level = 0; !r->parts->options->no_wrappers && level < VERDICT_FREE_LEVELS;
         level++)
        for (uint32_t i = 0; i < raw->header->fates; i++) {
            const struct verdict_draft *site = r->parts->known[raw->fate[i].site].draft;
            struct verdict_at at;
            bool reached = site != NULL;
            for (unsigned k = 0; reached && k < level; k++)
                reached = free_call(r, &raw->fate[i], k, &at) && only_frees(r, at.function);
            if (reached && free_call(r, &raw->fate[i], level, &at) && !note_free(r, &at, site))
                return -1;
        }
    return 0;
}

bool verdict_freed_at(struct verdict_reading *r, const struct hm_tracer_raw_fate *fate,
                      struct verdict_at *at)
{
    struct verdict_at outer;
    free_call(r, fate, 0, at);
    for (unsigned level = 1;
         level <= VERDICT_FREE_LEVELS && only_frees(r, at->function) &&
         free_call(r, fate, level, &outer) && verdict_by_name(outer.function, at->function) != 0;
         level++) {
        if (!pass_over(r, at->function))
            return false;
        *at = outer;
    }
    return true;
}
