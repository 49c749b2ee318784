/* paths.c -- join the two things known of a block, the chain that made it and its end. */
#include "verdict/paths.h"

#include <limits.h>
#include <stdlib.h>

#include "verdict/parts.h"

static bool is_wanted(const struct verdict_reading *r, uint32_t site)
{
    const struct verdict_draft *d = r->parts->known[site].draft;
    return d != NULL && !d->site.outside && !d->site.harness;
}

static int by_place(const void *left, const void *right)
{
    const struct verdict_chain *a = *(struct verdict_chain *const *)left;
    const struct verdict_chain *b = *(struct verdict_chain *const *)right;
    int order = (a->draft > b->draft) - (a->draft < b->draft);
    if (order == 0)
        order = (a->count > b->count) - (a->count < b->count);
    if (order == 0)
        order = (a->cut > b->cut) - (a->cut < b->cut);
    for (size_t i = 0; order == 0 && i < a->count; i++)
        order = verdict_at_order(&a->callers[i], &b->callers[i]);
    return order;
}

/* The first of those that are alike; the list is sorted, but not by number. */
static void find_first(struct verdict_paths *p, struct verdict_chain **list, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        uint32_t first = list[from]->site;
        unsigned least = UINT_MAX, most = 0;
        for (to = from; to < count && by_place(&list[from], &list[to]) == 0; to++) {
            first = list[to]->site < first ? list[to]->site : first;
            least = list[to]->left_out_min < least ? list[to]->left_out_min : least;
            most = list[to]->left_out_max > most ? list[to]->left_out_max : most;
        }
        for (size_t i = from; i < to; i++)
            p->chains[list[i]->site].first = first;
        p->chains[first].left_out_min = least;
        p->chains[first].left_out_max = most;
    }
}

static bool read_chains(struct verdict_paths *p, const struct verdict_reading *r)
{
    struct verdict_chain **list = calloc(p->site_count + 1, sizeof(struct verdict_chain *));
    size_t count = 0;
    bool ok = list != NULL;
    for (uint32_t i = 1; ok && i < p->site_count; i++) {
        const struct hm_tracer_raw_site *raw = &r->parts->raw.site[i];
        struct verdict_chain *c = &p->chains[i];
        if (!is_wanted(r, i))
            continue;
        *c = (struct verdict_chain){
            .site = i, .first = i, .draft = r->parts->known[i].draft, .cut = r->parts->frames[i].cut
        };
        c->left_out_min = c->cut ? 0 : raw->left_out_min;
        c->left_out_max = c->cut ? 0 : raw->left_out_max;
        c->callers = verdict_chain_callers(r, raw, r->parts->known[i].shift, &c->count);
        list[count++] = c;
        ok = c->callers != NULL;
    }
    if (ok && count > 1)
        qsort(list, count, sizeof(struct verdict_chain *), by_place);
    if (ok)
        find_first(p, list, count);
    free(list);
    return ok;
}

static bool same_end(const struct verdict_path *path, const struct verdict_ended *end)
{
    return path->kind == end->kind && path->depth_key == end->depth_key && path->why == end->why &&
           verdict_by_name(path->home, end->home) == 0;
}

static bool make_room(struct verdict_paths *p, size_t *room)
{
    if (p->count < *room)
        return true;
    size_t more = *room > 0 ? 2 * *room : 64;
    struct verdict_path *at = realloc(p->at, more * sizeof *at);
    p->at = at != NULL ? at : p->at;
    size_t *next = at != NULL ? realloc(p->next, more * sizeof *next) : NULL;
    p->next = next != NULL ? next : p->next;
    *room = next != NULL ? more : *room;
    return next != NULL;
}

/* The path of a raw site with that end, made if it is new; NULL: no memory. */
static struct verdict_path *path_of(struct verdict_paths *p, uint32_t site,
                                    const struct verdict_ended *end, size_t *room)
{
    struct verdict_chain *chain = &p->chains[p->chains[site].first];
    for (size_t i = chain->path; i != 0; i = p->next[i - 1])
        if (same_end(&p->at[i - 1], end))
            return &p->at[i - 1];
    if (chain->draft == NULL || !make_room(p, room)) /* only sites with a draft come here */
        return NULL;
    struct verdict_path *path = &p->at[p->count];
    *path = (struct verdict_path){ .at = chain->draft->site.at,
                                   .allocator = chain->draft->site.allocator,
                                   .callers = chain->callers,
                                   .caller_count = chain->count,
                                   .cut = chain->cut,
                                   .left_out_min = chain->left_out_min,
                                   .left_out_max = chain->left_out_max,
                                   .kind = end->kind,
                                   .depth = end->depth,
                                   .depth_more = end->depth_more,
                                   .depth_key = end->depth_key,
                                   .home = end->home,
                                   .why = end->why };
    p->next[p->count] = chain->path;
    chain->path = ++p->count;
    return path;
}

static bool add(struct verdict_paths *p, uint32_t site, const struct verdict_ended *end,
                uint64_t blocks, uint64_t bytes, size_t *room)
{
    struct verdict_path *path = blocks != 0 ? path_of(p, site, end, room) : NULL;
    if (path != NULL) {
        verdict_cover(&path->depth, &path->depth_more, end->depth, end->depth_more);
        path->blocks += blocks;
        path->bytes += bytes;
    }
    return blocks == 0 || path != NULL;
}

static bool add_fates(struct verdict_paths *p, const struct verdict_reading *r,
                      uint64_t *died_bytes, size_t *room)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    for (uint32_t i = 0; i < raw->header->fates; i++) {
        const struct hm_tracer_raw_fate *fate = &raw->fate[i];
        if (!is_wanted(r, fate->site))
            continue;
        struct verdict_ended end = verdict_fate_end(r, fate, r->parts->known[fate->site].shift);
        if (end.kind != VERDICT_END_OUTLIVED)
            end.depth = end.depth_more = end.depth_key = 0;
        died_bytes[fate->site] += fate->bytes;
        if (!add(p, fate->site, &end, fate->blocks, fate->bytes, room))
            return false;
    }
    return true;
}

/* The blocks that were not seen to end. */
static bool add_rest(struct verdict_paths *p, const struct verdict_reading *r, uint32_t site,
                     uint64_t died_bytes, size_t *room)
{
    static const struct verdict_ended kept = { .kind = VERDICT_END_NOT_FREED };
    const struct verdict_ended lost = { .kind = VERDICT_END_UNKNOWN,
                                        .why = verdict_why_dropped(r->parts->raw.header) };
    const struct hm_tracer_raw_site *raw = &r->parts->raw.site[site];
    uint64_t left = raw->blocks - raw->died - raw->dropped;
    uint64_t bytes = raw->bytes > died_bytes ? raw->bytes - died_bytes : 0;
    uint64_t lost_bytes = raw->dropped == 0 ? 0 : bytes / (left + raw->dropped) * raw->dropped;
    return add(p, site, &kept, left, bytes - lost_bytes, room) &&
           add(p, site, &lost, raw->dropped, lost_bytes, room);
}

bool verdict_paths_make(struct verdict_paths *p, const struct verdict_reading *r)
{
    uint32_t sites = r->parts->raw.header->sites;
    size_t room = 0;
    uint64_t *died_bytes = calloc(sites + 1u, sizeof *died_bytes);
    *p = (struct verdict_paths){ .site_count = sites };
    p->chains = calloc(sites + 1u, sizeof *p->chains);
    bool ok = died_bytes != NULL && p->chains != NULL && read_chains(p, r) &&
              add_fates(p, r, died_bytes, &room);
    for (uint32_t i = 1; ok && i < sites; i++)
        ok = !is_wanted(r, i) || add_rest(p, r, i, died_bytes[i], &room);
    free(died_bytes);
    return ok && verdict_paths_time(p, r);
}

void verdict_paths_done(struct verdict_paths *p)
{
    for (size_t i = 0; p->chains != NULL && i < p->site_count; i++)
        free(p->chains[i].callers);
    free(p->chains);
    free(p->next);
    free(p->at);
    *p = (struct verdict_paths){ 0 };
}

char *verdict_path_text(const struct verdict_path *path, char *text, size_t size)
{
    const struct verdict_site site = { .at = path->at };
    const struct verdict_end end = { .kind = path->kind,
                                     .depth = path->depth,
                                     .depth_more = path->depth_more,
                                     .home = path->home,
                                     .why = path->why };
    return verdict_short_text(&site, &end, text, size);
}
