/* advice.c -- what to do about a site, from nothing but what was seen. */
#include "verdict/parts.h"
#include "verdict/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    STACK_LIMIT = 64 << 10, /* more than that in one frame is no advice to give */
    COVERED_PERCENT = 95,
};

/* The function named in the advice, or "each home" if there are several: sizes and counts are kept
 * per site, not per home. */
static const char *owner(const struct verdict_site *site, const struct verdict_end *worst)
{
    for (size_t i = 0; i < site->end_count; i++) {
        const struct verdict_end *e = &site->ends[i];
        if ((e->kind == VERDICT_END_STAYED || e->kind == VERDICT_END_OUTLIVED) &&
            verdict_by_name(e->home, worst->home) != 0)
            return "each home";
    }
    return worst->home != NULL ? worst->home : "its home";
}

/* The smallest power of two that holds 95 % of the blocks. */
static uint64_t covering(const struct verdict_site *site)
{
    uint64_t seen = 0;
    for (unsigned k = 0; k < VERDICT_SIZES - 1; k++) {
        seen += site->size_log2[k];
        if (seen * 100 >= site->blocks * COVERED_PERCENT)
            return (uint64_t)1 << k;
    }
    return site->size_max;
}

static const char *of_one_size(const struct verdict_site *site, const struct verdict_end *worst,
                               char *text, size_t size)
{
    if (worst->kind == VERDICT_END_OUTLIVED) {
        snprintf(text, size,
                 "%s could pass a buffer: %" PRIu64 " x %" PRIu64 " B, never more than %" PRIu64
                 " at once in this run",
                 owner(site, worst), site->live_max, site->size_max, site->live_max);
        return text;
    }
    if (site->live_max <= 1)
        return NULL; /* the verdict says it: an automatic variable would do */
    snprintf(text, size, "an array of %" PRIu64 " x %" PRIu64 " B in %s would do in this run",
             site->live_max, site->size_max, owner(site, worst));
    return text;
}

static const char *of_a_range(const struct verdict_site *site, const struct verdict_end *worst,
                              char *text, size_t size)
{
    uint64_t inline_size = covering(site);
    snprintf(text, size,
             "an inline buffer of %" PRIu64
             " B in %s covers %d %% of them in this run; the heap for the rest",
             inline_size, owner(site, worst), COVERED_PERCENT);
    if (inline_size >= site->size_max && site->live_max <= 1)
        snprintf(text, size, "a buffer of %" PRIu64 " B in %s covers them all in this run",
                 site->size_max, owner(site, worst));
    else if (inline_size >= site->size_max)
        snprintf(text, size,
                 "%" PRIu64 " buffers of %" PRIu64 " B in %s cover them all in this run",
                 site->live_max, site->size_max, owner(site, worst));
    return text;
}

/* What a container made can be given another place only by its type. */
static const char *of_a_container(const struct verdict_site *site, const struct verdict_end *worst,
                                  char *text, size_t size)
{
    snprintf(text, size,
             "a C++ library made it; another type, or an allocator with a buffer in %s, would do "
             "without: %" PRIu64 " x %" PRIu64 " B at once in this run",
             owner(site, worst), site->live_max, site->size_max);
    return text;
}

static const char *of_a_stack(const struct verdict_site *site, const struct verdict_end *worst,
                              char *text, size_t size)
{
    if (site->cxx)
        return of_a_container(site, worst, text, size);
    const char *advice = site->size_min == site->size_max ? of_one_size(site, worst, text, size)
                                                          : of_a_range(site, worst, text, size);
    size_t length = advice != NULL ? strlen(text) : 0;
    if (advice != NULL && site->aligned)
        snprintf(text + length, size - length, "; aligned as the call asks");
    return advice;
}

/* What to do about one block that has no home, or about many; NULL: it has one, or is unknown. */
static const char *without_home(const struct verdict_site *site, bool one)
{
    switch (site->ends[0].kind) {
    case VERDICT_END_NOT_FREED:
        if (site->library || site->cxx)
            return one ? "what made it may keep it on purpose, as stdio keeps its buffers"
                       : "what made them may keep them on purpose, as stdio keeps its buffers";
        if (site->outlived_thread != 0)
            return one ? "free it before its thread ends, or hand it to one that lives on"
                       : "free them before their thread ends, or hand them to one that lives on";
        return one ? "give it an owner that frees it; if it is meant to last, static storage "
                     "would do"
                   : "give them an owner that frees them, unless they are meant to last";
    case VERDICT_END_OTHER_THREAD:
        return site->library || site->cxx ? NULL
                                          : "heap, or join the thread and use the parent's frame";
    case VERDICT_END_LEFT_ALL:
        if (site->library || site->cxx)
            return NULL;
        return one ? "static storage, or free it before the functions that could own it return"
                   : "free them before the functions that could own them return";
    case VERDICT_END_STAYED:
    case VERDICT_END_OUTLIVED:
    case VERDICT_END_UNKNOWN:
    case VERDICT_END_KINDS:
        break;
    }
    return NULL;
}

/* Advice about some of the blocks of a site says about which. */
static const char *of_the_worst(const struct verdict_site *site, char *text, size_t size)
{
    static const char *const what[VERDICT_END_KINDS] = {
        [VERDICT_END_LEFT_ALL] = "outlived all callers",
        [VERDICT_END_OTHER_THREAD] = "another thread freed",
        [VERDICT_END_NOT_FREED] = "were not freed",
    };
    const enum verdict_end_kind kind = site->ends[0].kind;
    uint64_t blocks = 0;
    for (size_t i = 0; i < site->end_count; i++)
        blocks += site->ends[i].kind == kind ? site->ends[i].blocks : 0;
    const char *advice = without_home(site, blocks == 1);
    if (advice == NULL || blocks == site->blocks)
        return advice;
    if (blocks == 1 && kind == VERDICT_END_NOT_FREED)
        snprintf(text, size, "for the one that was not freed: %s", advice);
    else
        snprintf(text, size, "for the %" PRIu64 " that %s: %s", blocks, what[kind], advice);
    return text;
}

const char *verdict_advice(const struct verdict_site *site, char *text, size_t size)
{
    if (site->end_count == 0 || site->outside || site->harness || site->exception)
        return NULL;
    const struct verdict_end *worst = &site->ends[0];
    if (!verdict_has_home(worst))
        return of_the_worst(site, text, size);
    if (site->library || (site->grown != 0 && site->inner != NULL))
        return NULL; /* it is a library's to grow and to free */
    if (site->size_max == 0)
        return "it asks for 0 B, so no block is needed";
    if (site->grown != 0) {
        snprintf(text, size, "presize to %" PRIu64 " B, the largest in this run", site->grow_to);
        return text;
    }
    if (site->live_max > 1 && site->live_max * site->size_max > STACK_LIMIT) {
        snprintf(text, size,
                 "too much for a stack (%" PRIu64 " x %" PRIu64
                 " B at once): one block for all, owned by %s",
                 site->live_max, site->size_max, owner(site, worst));
        return text;
    }
    if (site->size_max > STACK_LIMIT) {
        snprintf(text, size, "too large for a stack: keep the heap, and reuse one block in %s",
                 owner(site, worst));
        return text;
    }
    return of_a_stack(site, worst, text, size);
}

uint64_t verdict_advised(const struct verdict_site *site)
{
    if (site->end_count == 0 || !verdict_has_home(&site->ends[0]) || site->exception ||
        site->outside || site->harness || site->library || site->grown != 0 ||
        site->size_max > STACK_LIMIT / (site->live_max > 1 ? site->live_max : 1))
        return 0;
    if (site->size_min == site->size_max)
        return site->advice != NULL || verdict_would_be_variable(site) ? site->size_max : 0;
    uint64_t inline_size = covering(site);
    return inline_size < site->size_max ? inline_size : site->size_max;
}
