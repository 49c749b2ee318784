/* words.c -- a verdict in words: what was asked for, what became of it, and where. */
#include "verdict/words.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

enum { FREED_SHOWN = 3, HOMES_SHOWN = 3 };

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

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_line(const struct verdict_at *a, const struct verdict_at *b)
{
    bool files = a->file != NULL && b->file != NULL;
    return files ? a->line == b->line && strcmp(a->file, b->file) == 0 : a->function == b->function;
}

/* Was this line named already, in one of the ends before or in this one? Columns are left out. */
static bool repeated(const struct verdict_end *first, const struct verdict_end *e, size_t index)
{
    for (const struct verdict_end *f = first; f <= e; f++)
        for (size_t i = 0; i < (f == e ? index : f->freed_count); i++)
            if (same_line(&f->freed[i].at, &e->freed[index].at))
                return true;
    return false;
}

static void append_freed(const struct verdict_end *first, size_t count, char *text, size_t size)
{
    char place[512];
    size_t lines = 0;
    for (const struct verdict_end *e = first; e < first + count; e++)
        for (size_t i = 0; i < e->freed_count; i++) {
            if (repeated(first, e, i) || lines++ >= FREED_SHOWN)
                continue;
            append(text, size, lines == 1 ? "; freed at " : ", ");
            struct verdict_at at = e->freed[i].at;
            at.column = 0;
            verdict_where(&at, place, sizeof place);
            append(text, size, place);
        }
    if (lines > FREED_SHOWN) {
        snprintf(place, sizeof place, " and %zu more", lines - FREED_SHOWN);
        append(text, size, place);
    }
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

/* The blocks that have the home of ends[i]; 0 if an end before it has it too. */
static uint64_t blocks_of_home(const struct verdict_end *ends, size_t count, size_t i)
{
    uint64_t blocks = 0;
    for (size_t k = 0; k < count; k++) {
        if (!same_text(ends[k].home, ends[i].home))
            continue;
        if (k < i)
            return 0;
        blocks += ends[k].blocks;
    }
    return blocks;
}

/* The homes of some ends, each once, and the range of their depths. */
static void append_homes(const struct verdict_end *ends, size_t count, char *text, size_t size)
{
    char name[VERDICT_NAME_ROOM], more[64];
    unsigned low = ends->depth, high = ends->depth;
    size_t homes = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t blocks = blocks_of_home(ends, count, i);
        low = ends[i].depth < low ? ends[i].depth : low;
        high = ends[i].depth > high ? ends[i].depth : high;
        if (blocks == 0 || homes++ >= HOMES_SHOWN)
            continue;
        append(text, size, homes == 1 ? ": lives in " : " or ");
        append(text, size, verdict_short(ends[i].home, "a caller", VERDICT_NAME, name));
        if (blocks_of_home(ends, count, 0) < blocks_of(ends, count)) {
            snprintf(more, sizeof more, " (%" PRIu64 ")", blocks);
            append(text, size, more);
        }
    }
    if (homes > HOMES_SHOWN) {
        snprintf(more, sizeof more, " or %zu more", homes - HOMES_SHOWN);
        append(text, size, more);
    }
    if (low == high)
        snprintf(more, sizeof more, ", %u", low);
    else
        snprintf(more, sizeof more, ", %u..%u", low, high);
    append(text, size, more);
    append(text, size, ends->sure != NULL ? " machine frame" : " frame");
    append(text, size, high == 1 ? " up" : "s up");
}

static void verdict(const struct verdict_site *site, const struct verdict_end *e, size_t count,
                    char *text, size_t size)
{
    char maker[VERDICT_NAME_ROOM], sure[VERDICT_NAME_ROOM];
    verdict_short(site->at.function, "its function", VERDICT_NAME, maker);
    switch (e->kind) {
    case VERDICT_END_STAYED:
        if (e->sure != NULL && !same_text(e->sure, site->at.function))
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
           site->advice == NULL && !site->exception;
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
        if (verdict_would_be_variable(site))
            append(text, size, "; an automatic variable would do in this run");
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
