/* words.c -- a verdict in words: what was asked for, what became of it, and where. */
#include "verdict/words.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "verdict/parts.h"

enum { FREED_SHOWN = 3, HOMES_SHOWN = 3, TALLIED = 128 };

const char *verdict_plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

char *verdict_short(const char *name, const char *unknown, size_t columns, char *text)
{
    static const char gap[] = "...";
    size_t at = 0, used = 0, head = 0, tail = 0;
    uint32_t rune;
    if (name == NULL)
        name = unknown;
    for (size_t i = 0; name[i] != '\0'; i += hm_base_utf8_decode(name + i, &rune))
        used++;
    if (used <= columns) {
        snprintf(text, VERDICT_NAME_ROOM, "%s", name);
        return text;
    }
    size_t kept = columns - (sizeof gap - 1), skip = used - kept / 2;
    for (used = 0; name[at] != '\0'; used++, at += hm_base_utf8_decode(name + at, &rune)) {
        if (used == kept - kept / 2)
            head = at;
        if (used == skip)
            tail = at;
    }
    snprintf(text, VERDICT_NAME_ROOM, "%.*s%s%s", (int)head, name, gap, name + tail);
    return text;
}

char *verdict_call_text(const struct verdict_site *site, char *text, size_t size)
{
    char asked[64], allocator[VERDICT_NAME_ROOM], inner[VERDICT_NAME_ROOM];
    if (site->size_min == site->size_max)
        snprintf(asked, sizeof asked, "%" PRIu64, site->size_min);
    else
        snprintf(asked, sizeof asked, "%" PRIu64 "..%" PRIu64, site->size_min, site->size_max);
    verdict_short(site->allocator, "?", VERDICT_NAME, allocator);
    if (site->inner == NULL)
        snprintf(text, size, "%s(%s)", allocator, asked);
    else
        snprintf(text, size, "%s's %s(%s)", allocator,
                 verdict_short(site->inner, "?", VERDICT_NAME, inner), asked);
    return text;
}

void verdict_where(const struct verdict_at *at, char *text, size_t size)
{
    char name[VERDICT_NAME_ROOM];
    if (at->file != NULL && at->column > 0)
        snprintf(text, size, "%s:%d:%d", at->file, at->line, at->column);
    else if (at->file != NULL)
        snprintf(text, size, "%s:%d", at->file, at->line);
    else
        snprintf(text, size, "%s",
                 verdict_short(at->function, "a place without a name", VERDICT_NAME, name));
}

static void append(char *text, size_t size, const char *more)
{
    size_t n = strlen(text);
    snprintf(text + n, size - n, "%s", more);
}

static bool same_line(const struct verdict_at *a, const struct verdict_at *b)
{
    bool files = a->file != NULL && b->file != NULL;
    return files ? a->line == b->line && strcmp(a->file, b->file) == 0 : a->function == b->function;
}

/* Homes, or lines that free, with the blocks of each; most blocks first once it is sorted. */
struct tallied {
    const char *home;
    struct verdict_at at;
    uint64_t blocks;
};

struct tally {
    struct tallied of[TALLIED];
    size_t count;
    bool more; /* than there is room for */
};

static void add(struct tally *t, const char *home, const struct verdict_at *at, uint64_t blocks)
{
    size_t i = 0;
    while (i < t->count &&
           !(at != NULL ? same_line(&t->of[i].at, at) : verdict_by_name(t->of[i].home, home) == 0))
        i++;
    if (i == TALLIED) {
        t->more = true;
        return;
    }
    if (i == t->count) {
        t->of[t->count++] = (struct tallied){ .home = home };
        if (at != NULL)
            t->of[i].at = *at;
    }
    t->of[i].blocks += blocks;
}

/* Move the `n` with most blocks to the front; of equals, the first come first. */
static void front(struct tally *t, size_t n)
{
    for (size_t k = 0; k < n && k < t->count; k++) {
        size_t most = k;
        for (size_t i = k + 1; i < t->count; i++)
            if (t->of[i].blocks > t->of[most].blocks)
                most = i;
        for (; most > k; most--) {
            struct tallied held = t->of[most];
            t->of[most] = t->of[most - 1];
            t->of[most - 1] = held;
        }
    }
}

static void append_more(const struct tally *t, size_t shown, const char *word, char *text,
                        size_t size)
{
    char more[64];
    if (t->count <= shown)
        return;
    snprintf(more, sizeof more, " %s %s%zu more", word, t->more ? "over " : "", t->count - shown);
    append(text, size, more);
}

static void append_freed(const struct verdict_end *ends, size_t count, char *text, size_t size)
{
    char place[512];
    struct tally lines = { .count = 0 };
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < ends[k].freed_count; i++)
            add(&lines, NULL, &ends[k].freed[i].at, ends[k].freed[i].blocks);
    front(&lines, FREED_SHOWN);
    for (size_t i = 0; i < lines.count && i < FREED_SHOWN; i++) {
        lines.of[i].at.column = 0;
        append(text, size, i == 0 ? "; freed at " : ", ");
        verdict_where(&lines.of[i].at, place, sizeof place);
        append(text, size, place);
    }
    append_more(&lines, FREED_SHOWN, "and", text, size);
}

static const char *const unknowns[] = {
    [VERDICT_KNOWN] = "not followed",
    [VERDICT_STACKS_SWITCHED] = "its thread switches stacks (swapcontext or the like)",
    [VERDICT_TOO_DEEP] = "made in calls too deep to follow",
    [VERDICT_SIGNAL] = "a signal came in the middle of a call",
    [VERDICT_NO_FRAME] = "made below no instrumented function",
    [VERDICT_NO_ROOM] = "too many blocks were alive at once",
};

static uint64_t blocks_of(const struct verdict_end *ends, size_t count)
{
    uint64_t blocks = 0;
    for (size_t i = 0; i < count; i++)
        blocks += ends[i].blocks;
    return blocks;
}

/* The homes of some ends and the range of their depths. */
static void append_homes(const struct verdict_end *ends, size_t count, char *text, size_t size)
{
    char name[VERDICT_NAME_ROOM], more[64];
    unsigned low = ends->depth, beyond = ends->depth_more;
    struct tally homes = { .count = 0 };
    for (size_t i = 0; i < count; i++) {
        add(&homes, ends[i].home, NULL, ends[i].blocks);
        verdict_cover(&low, &beyond, ends[i].depth, ends[i].depth_more);
    }
    front(&homes, HOMES_SHOWN);
    for (size_t i = 0; i < homes.count && i < HOMES_SHOWN; i++) {
        append(text, size, i == 0 ? ": lives in " : " or ");
        append(text, size, verdict_short(homes.of[i].home, "a caller", VERDICT_NAME, name));
        snprintf(more, sizeof more, " (%" PRIu64 ")", homes.of[i].blocks);
        if (homes.count > 1)
            append(text, size, more);
    }
    append_more(&homes, HOMES_SHOWN, "or", text, size);
    if (beyond == 0)
        snprintf(more, sizeof more, ", %u", low);
    else
        snprintf(more, sizeof more, ", %u..%u", low, low + beyond);
    append(text, size, more);
    append(text, size, ends->sure != NULL ? " machine frame" : " frame");
    append(text, size, low + beyond == 1 ? " up" : "s up");
}

static void verdict(const struct verdict_site *site, const struct verdict_end *e, size_t count,
                    char *text, size_t size)
{
    char maker[VERDICT_NAME_ROOM], sure[VERDICT_NAME_ROOM];
    verdict_short(site->at.function, "its function", VERDICT_NAME, maker);
    switch (e->kind) {
    case VERDICT_END_STAYED:
        if (e->sure != NULL && verdict_by_name(e->sure, site->at.function) != 0)
            snprintf(text, size, "not seen to escape %s, where %s is inlined",
                     verdict_short(e->sure, "?", VERDICT_NAME, sure), maker);
        else
            snprintf(text, size, "not seen to escape %s", maker);
        return;
    case VERDICT_END_OUTLIVED:
        snprintf(text, size, "outlives %s", maker);
        append_homes(e, count, text, size);
        break;
    case VERDICT_END_LEFT_ALL:
        snprintf(text, size, "outlives %s and all its callers", maker);
        break;
    case VERDICT_END_OTHER_THREAD:
        snprintf(text, size, "outlives %s: freed by another thread", maker);
        break;
    case VERDICT_END_NOT_FREED:
        snprintf(text, size, "outlives %s: not freed%s", maker,
                 site->outlived_thread != 0 ? ", alive when its thread ended" : "");
        return;
    case VERDICT_END_UNKNOWN:
        snprintf(text, size, "unknown: %s", unknowns[e->why]);
        return;
    case VERDICT_END_KINDS:
        snprintf(text, size, "?");
        return;
    }
    append_freed(e, count, text, size);
}

bool verdict_would_be_variable(const struct verdict_site *site)
{
    return site->end_count == 1 && site->ends[0].kind == VERDICT_END_STAYED &&
           site->live_max <= 1 && site->size_min == site->size_max && site->inner == NULL &&
           !site->library && !site->cxx && site->advice == NULL && !site->exception;
}

/* A size that the source does not fix needs a bound, so it is named. */
static void append_variable(const struct verdict_site *site, char *text, size_t size)
{
    char what[64] = "an automatic variable";
    if (!verdict_would_be_variable(site))
        return;
    if (site->source_size == VERDICT_SIZE_VARIES)
        snprintf(what, sizeof what, "a buffer of %" PRIu64 " B", site->size_max);
    append(text, size, "; ");
    append(text, size, what);
    append(text, size, site->aligned ? " of that alignment" : "");
    append(text, size, " would do in this run");
}

static char *ends_text(const struct verdict_site *site, const struct verdict_end *e, size_t count,
                       char *text, size_t size)
{
    char of[96];
    uint64_t blocks = blocks_of(e, count);
    verdict(site, e, count, text, size);
    if (e->kind == VERDICT_END_STAYED) {
        snprintf(of, sizeof of, " (%" PRIu64 " of %" PRIu64 ")", blocks, site->blocks);
        append(text, size, of);
        append_variable(site, text, size);
    } else {
        snprintf(of, sizeof of, "; %" PRIu64 " of %" PRIu64 " block%s", blocks, site->blocks,
                 verdict_plural(site->blocks));
        append(text, size, of);
    }
    return text;
}

char *verdict_end_text(const struct verdict_site *site, const struct verdict_end *e, char *text,
                       size_t size)
{
    return ends_text(site, e, 1, text, size);
}

char *verdict_short_text(const struct verdict_site *site, const struct verdict_end *e, char *text,
                         size_t size)
{
    struct verdict_end end = *e;
    end.freed_count = 0;
    verdict(site, &end, 1, text, size);
    return text;
}

size_t verdict_part_text(const struct verdict_site *site, size_t from, char *text, size_t size)
{
    const struct verdict_end *e = &site->ends[from];
    size_t to = from + 1;
    while (e->kind != VERDICT_END_UNKNOWN && to < site->end_count &&
           site->ends[to].kind == e->kind && (site->ends[to].sure != NULL) == (e->sure != NULL))
        to++;
    ends_text(site, e, to - from, text, size);
    return to;
}

char *verdict_site_text(const struct verdict_site *site, char *text, size_t size)
{
    verdict_call_text(site, text, size);
    for (size_t i = 0; i < site->end_count;) {
        append(text, size, i == 0 ? " " : ", and ");
        size_t n = strlen(text);
        i = verdict_part_text(site, i, text + n, size - n);
    }
    return text;
}
