/* fates.c -- what became of the blocks of a site: its ends, and where they were freed. */
#include "verdict/parts.h"

void verdict_cover(unsigned *depth, unsigned *more, unsigned other, unsigned other_more)
{
    unsigned last = *depth + *more, other_last = other + other_more;
    *depth = other < *depth ? other : *depth;
    *more = (other_last > last ? other_last : last) - *depth;
}

struct verdict_end *verdict_end_of(struct verdict_draft *d, const struct verdict_ended *as)
{
    for (size_t i = 0; i < d->ends.count; i++) {
        struct verdict_end *e = &d->ends.at[i];
        if (e->kind != as->kind || e->depth_key != as->depth_key || e->why != as->why ||
            verdict_by_name(e->home, as->home) != 0)
            continue;
        verdict_cover(&e->depth, &e->depth_more, as->depth, as->depth_more);
        return e;
    }
    struct verdict_end *e = VERDICT_APPEND(&d->ends);
    if (e != NULL)
        *e = (struct verdict_end){ .kind = as->kind,
                                   .depth = as->depth,
                                   .depth_more = as->depth_more,
                                   .depth_key = as->depth_key,
                                   .home = as->home,
                                   .why = as->why };
    return e;
}

/* Why the verdict is unknown though birth and death were seen. Checked in order of likelihood. */
static enum verdict_unknown why_unknown(const struct hm_tracer_raw_header *h)
{
    return h->switched != 0      ? VERDICT_STACKS_SWITCHED
           : h->frames_lost != 0 ? VERDICT_TOO_DEEP
                                 : VERDICT_SIGNAL;
}

struct verdict_ended verdict_fate_end(const struct verdict_reading *r,
                                      const struct hm_tracer_raw_fate *fate, unsigned shift)
{
    struct verdict_ended end = { .kind = VERDICT_END_UNKNOWN, .why = VERDICT_KNOWN };
    if (fate->depth > shift) {
        end.depth_key = fate->depth - shift;
        end.depth = fate->depth_min - shift;
        end.depth_more = fate->depth_max - fate->depth_min;
    }
    switch ((enum hm_tracer_fate_kind)fate->kind) {
    case HM_TRACER_FATE_HOME:
        end.kind = end.depth == 0 ? VERDICT_END_STAYED : VERDICT_END_OUTLIVED;
        end.home = verdict_frame_function(r, &fate->home);
        break;
    case HM_TRACER_FATE_LEFT_ALL:
        end.kind = VERDICT_END_LEFT_ALL;
        break;
    case HM_TRACER_FATE_OTHER_THREAD:
        end.kind = VERDICT_END_OTHER_THREAD;
        break;
    case HM_TRACER_FATE_UNKNOWN:
        end.why = why_unknown(r->parts->raw.header);
        break;
    case HM_TRACER_FATE_NO_FRAME:
        end.why = VERDICT_NO_FRAME;
        break;
    }
    return end;
}

static bool add_freed(struct verdict_end *e, struct verdict_at at, uint64_t blocks)
{
    VERDICT_LIST(struct verdict_freed)
    list = { (struct verdict_freed *)e->freed, e->freed_count, e->freed_count };
    for (size_t i = 0; i < list.count; i++)
        if (verdict_at_order(&list.at[i].at, &at) == 0) {
            list.at[i].blocks += blocks;
            return true;
        }
    struct verdict_freed *f = VERDICT_APPEND(&list);
    if (f == NULL)
        return false;
    *f = (struct verdict_freed){ .at = at, .blocks = blocks };
    e->freed = list.at;
    e->freed_count = list.count;
    return true;
}

static bool add_home(struct verdict_draft *d, uint64_t pc, const char *function)
{
    for (size_t i = 0; i < d->copies.count; i++)
        if (d->copies.at[i].pc == pc && verdict_by_name(d->copies.at[i].function, function) == 0)
            return true;
    struct verdict_home_copy *copy = VERDICT_APPEND(&d->copies);
    if (copy != NULL)
        *copy = (struct verdict_home_copy){ .pc = pc, .function = function };
    return copy != NULL;
}

static void add_depth(struct verdict_caller *c, unsigned low, unsigned high, uint64_t blocks)
{
    c->depth_min = c->home_blocks == 0 || low < c->depth_min ? low : c->depth_min;
    c->depth_max = high > c->depth_max ? high : c->depth_max;
    c->home_blocks += blocks;
}

static int read_fate(struct verdict_reading *r, uint32_t index)
{
    const struct hm_tracer_raw_fate *fate = &r->parts->raw.fate[index];
    const struct verdict_known_site *known = &r->parts->known[fate->site];

    if (known->draft == NULL)
        return 0;
    const struct verdict_ended end = verdict_fate_end(r, fate, known->shift);
    const char *home = end.home;
    struct verdict_site *site = &known->draft->site;
    if (fate->kind == HM_TRACER_FATE_HOME) {
        unsigned low = end.depth, high = low + end.depth_more;
        add_depth(&known->draft->callers.at[known->caller], low, high, fate->blocks);
        site->depth_histogram[low < VERDICT_DEPTHS ? low : VERDICT_DEPTHS - 1] += fate->blocks;
        site->depth_min = !site->depth_known || low < site->depth_min ? low : site->depth_min;
        site->depth_max = high > site->depth_max ? high : site->depth_max;
        site->depth_known = true;
    }
    struct verdict_end *e = verdict_end_of(known->draft, &end);
    if (e == NULL)
        return -1;
    e->blocks += fate->blocks;
    e->bytes += fate->bytes;
    if (r->parts->is_machine && r->parts->machine.sure[index] != NULL)
        e->sure = r->parts->machine.sure[index];
    if (fate->kind == HM_TRACER_FATE_HOME && !add_home(known->draft, fate->home.pc, home))
        return -1;
    struct verdict_at at;
    return verdict_freed_at(r, fate, &at) && add_freed(e, at, fate->blocks) ? 0 : -1;
}

int verdict_read_fates(struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    if (verdict_find_free_wrappers(r) != 0)
        return -1;
    for (uint32_t i = 0; i < raw->header->fates; i++)
        if (read_fate(r, i) != 0)
            return -1;
    return 0;
}
