/* raw_check.c -- is a raw trace whole? The traced program may have written over it. */
#include "verdict/parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool wrong(char *text, size_t size, const char *what, uint64_t which, uint64_t value)
{
    snprintf(text, size, "%s %" PRIu64 " is %" PRIu64, what, which, value);
    return false;
}

static bool counts_hold(const struct hm_tracer_raw_header *h, char *text, size_t size)
{
    const struct {
        const char *what;
        uint32_t count, most;
    } of[] = {
        { "modules", h->modules, HM_TRACER_MODULES_MAX },
        { "frames of call chains", h->nodes, HM_TRACER_NODES_MAX },
        { "sites", h->sites, HM_TRACER_SITES_MAX },
        { "fates", h->fates, HM_TRACER_FATES_MAX },
        { "peaks", h->peaks, HM_TRACER_PEAKS_MAX },
    };
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (of[i].count > of[i].most) {
            snprintf(text, size, "%" PRIu32 " %s, %" PRIu32 " at most", of[i].count, of[i].what,
                     of[i].most);
            return false;
        }
    return true;
}

static bool event_holds(const struct hm_tracer_raw_header *h, const struct hm_tracer_raw_event *e)
{
    return e->kind <= HM_TRACER_EV_MOVED && (e->kind != HM_TRACER_EV_BORN || e->where < h->sites);
}

/* Those before it hold. */
static bool node_holds(const struct hm_tracer_raw_node *node, uint32_t i)
{
    if (i < HM_TRACER_NODES_FIRST)
        return node[i].count == 0;
    return node[i].parent < i && node[i].count == node[node[i].parent].count + 1;
}

bool verdict_raw_holds(const struct hm_tracer_raw *raw, char *text, size_t size)
{
    const struct hm_tracer_raw_header *h = raw->header;
    uint64_t events = h->events < h->events_max ? h->events : h->events_max;

    if (!counts_hold(h, text, size))
        return false;
    for (uint32_t i = 0; i < h->modules; i++)
        if (memchr(raw->module[i].path, '\0', sizeof raw->module[i].path) == NULL)
            return wrong(text, size, "the length of the path of module", i,
                         sizeof raw->module[i].path);
    for (uint32_t i = 0; i < h->nodes || i < HM_TRACER_NODES_FIRST; i++)
        if (!node_holds(raw->node, i))
            return wrong(text, size, "the length of call chain", i, raw->node[i].count);
    for (uint32_t i = 1; i < h->sites; i++)
        if (raw->site[i].chain >= h->nodes && raw->site[i].chain != HM_TRACER_NODE_NONE)
            return wrong(text, size, "the call chain of site", i, raw->site[i].chain);
    for (uint32_t i = 0; i < h->fates; i++)
        if (raw->fate[i].site >= h->sites || raw->fate[i].kind > HM_TRACER_FATE_NO_FRAME)
            return wrong(text, size, "the site of fate", i, raw->fate[i].site);
    for (uint64_t i = 0; i < events; i++)
        if (!event_holds(h, &raw->event[i]))
            return wrong(text, size, "the kind or the site of event", i,
                         raw->event[i].kind <= HM_TRACER_EV_MOVED ? raw->event[i].where
                                                                  : raw->event[i].kind);
    return true;
}
