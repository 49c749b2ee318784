/* trace_fates.c -- what became of the blocks of a site: its ends, and where they were freed. */
#include "verdict/parts.h"

struct hm__end *hm__end_of(struct hm__draft *d, enum hm__end_kind kind, unsigned depth,
                           const char *home, const char *why)
{
    for (size_t i = 0; i < d->ends.count; i++) {
        struct hm__end *e = &d->ends.at[i];
        if (e->kind == kind && e->depth == depth && hm__by_name(e->home, home) == 0 &&
            hm__by_name(e->why, why) == 0)
            return e;
    }
    struct hm__end *e = HM__APPEND(&d->ends);
    if (e != NULL)
        *e = (struct hm__end){ .kind = kind, .depth = depth, .home = home, .why = why };
    return e;
}

/* Why nothing is said of a block although both ends were seen: the run shows one reason for it, in
 * the order of how often they are it. */
static const char *why_unknown(const struct hm__raw_header *h)
{
    return h->switched != 0      ? "its thread switches stacks (swapcontext or the like)"
           : h->frames_lost != 0 ? "made in calls too deep to follow"
                                 : "a signal came amid a call";
}

static enum hm__end_kind kind_of(const struct hm__raw_header *h, const struct hm__raw_fate *fate,
                                 unsigned depth, const char **why)
{
    *why = NULL;
    switch ((enum hm__fate_kind)fate->kind) {
    case HM__FATE_HOME:
        return depth == 0 ? HM__END_STAYED : HM__END_OUTLIVED;
    case HM__FATE_LEFT_ALL:
        return HM__END_LEFT_ALL;
    case HM__FATE_OTHER_THREAD:
        return HM__END_OTHER_THREAD;
    case HM__FATE_UNKNOWN:
        *why = why_unknown(h);
        return HM__END_UNKNOWN;
    case HM__FATE_NO_FRAME:
        break;
    }
    *why = "made below no instrumented function";
    return HM__END_UNKNOWN;
}

static bool add_freed(struct hm__end *e, struct hm__at at, uint64_t blocks)
{
    HM__LIST(struct hm__freed)
    list = { (struct hm__freed *)e->freed, e->freed_count, e->freed_count };
    for (size_t i = 0; i < list.count; i++)
        if (hm__at_order(&list.at[i].at, &at) == 0) {
            list.at[i].blocks += blocks;
            return true;
        }
    struct hm__freed *f = HM__APPEND(&list);
    if (f == NULL)
        return false;
    *f = (struct hm__freed){ .at = at, .blocks = blocks };
    e->freed = list.at;
    e->freed_count = list.count;
    return true;
}

static struct hm__at freed_at(const struct hm__trace_reading *r, const struct hm__raw_fate *fate)
{
    return fate->free_frame.pc != 0 ? hm__call_in(r, fate->free_ra, &fate->free_frame)
                                    : hm__spot_at(r, fate->free_ra);
}

/* What tells the chain of a site from others that lead to the same place, up to the home frame. */
static uint64_t path_of(const struct hm__raw *raw, const struct hm__raw_fate *fate)
{
    const struct hm__raw_site *site = &raw->site[fate->site];
    const struct hm__raw_chain *chain = &raw->chain[site->chain];
    uint64_t hash = site->ra * 31 + site->via;
    for (uint32_t i = 0; i < fate->depth && i < chain->count; i++)
        hash = (hash ^ chain->frame[i].call ^ chain->frame[i].pc << 1) * 0x100000001b3u;
    return hash;
}

/* Chains that part before the home may be alive together, so their maxima add up; those that part
 * further out, or lead to another inlined copy of it, belong to different activations. */
static bool add_live(struct hm__draft *d, struct hm__end *e, struct hm__path_live from)
{
    struct hm__path_live *known = NULL;
    uint64_t sum = 0;
    for (size_t i = 0; i < d->paths.count; i++) {
        struct hm__path_live *p = &d->paths.at[i];
        if (p->end != from.end || p->home != from.home)
            continue;
        if (p->path != from.path)
            sum += p->live;
        else
            known = p;
    }
    if (known == NULL) {
        known = HM__APPEND(&d->paths);
        if (known == NULL)
            return false;
        *known = from;
    }
    known->live = from.live > known->live ? from.live : known->live;
    sum += known->live;
    e->live_max = sum > e->live_max ? sum : e->live_max;
    return true;
}

static int read_fate(struct hm__trace_reading *r, const struct hm__raw_fate *fate)
{
    const struct hm__known_site *known = &r->parts->known[fate->site];
    const char *home = NULL, *why;

    if (known->draft == NULL)
        return 0;
    unsigned depth = fate->depth > known->shift ? fate->depth - known->shift : 0;
    enum hm__end_kind kind = kind_of(r->parts->raw.header, fate, depth, &why);
    struct hm__trace_site *site = &known->draft->site;
    if (fate->kind == HM__FATE_HOME) {
        home = hm__frame_function(r, &fate->home);
        site->depth_histogram[depth < HM__DEPTHS ? depth : HM__DEPTHS - 1] += fate->blocks;
        site->depth_min = !site->depth_known || depth < site->depth_min ? depth : site->depth_min;
        site->depth_max = depth > site->depth_max ? depth : site->depth_max;
        site->depth_known = true;
    }
    struct hm__end *e = hm__end_of(known->draft, kind, depth, home, why);
    if (e == NULL)
        return -1;
    e->blocks += fate->blocks;
    e->bytes += fate->bytes;
    struct hm__path_live live = { .end = (size_t)(e - known->draft->ends.at),
                                  .home = fate->home.pc,
                                  .path = path_of(&r->parts->raw, fate),
                                  .live = fate->live_max };
    bool ok = add_live(known->draft, e, live) && add_freed(e, freed_at(r, fate), fate->blocks);
    return ok ? 0 : -1;
}

int hm__read_fates(struct hm__trace_reading *r)
{
    const struct hm__raw *raw = &r->parts->raw;
    for (uint32_t i = 0; i < raw->header->fates; i++)
        if (read_fate(r, &raw->fate[i]) != 0)
            return -1;
    return 0;
}
