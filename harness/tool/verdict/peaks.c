/* peaks.c -- how many blocks of a site were alive at once in one activation of their home. */
#include "verdict/parts.h"

#include <stdlib.h>

static int by_group(const void *left, const void *right)
{
    const struct hm_tracer_raw_peak *a = left, *b = right;
    int order = (a->group > b->group) - (a->group < b->group);
    return order != 0 ? order : (a->home > b->home) - (a->home < b->home);
}

static struct hm_tracer_raw_peak *sorted_peaks(const struct hm_tracer_raw *raw)
{
    size_t count = raw->header->peaks;
    struct hm_tracer_raw_peak *peaks = calloc(count + 1, sizeof *peaks);
    if (peaks == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        peaks[i] = raw->peak[i];
    qsort(peaks, count, sizeof *peaks, by_group);
    return peaks;
}

/* Of all sites that the tracer tells apart, a line of the source has one group, unless the compiler
 * made several copies of the call in code whose lines the tracer does not know. */
static bool add_groups(struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    for (uint32_t i = 1; i < raw->header->sites; i++) {
        const struct verdict_known_site *known = &r->parts->known[i];
        if (known->draft == NULL)
            continue;
        /* a group of fewer common frames holds all of the line's blocks, and may hold others */
        unsigned level = known->shift < HM_TRACER_LEVELS ? known->shift : HM_TRACER_LEVELS - 1;
        uint32_t group = raw->site[i].group[level];
        size_t k = 0;
        while (k < known->draft->groups.count && known->draft->groups.at[k] != group)
            k++;
        if (k < known->draft->groups.count)
            continue;
        uint32_t *slot = VERDICT_APPEND(&known->draft->groups);
        if (slot == NULL)
            return false;
        *slot = group;
    }
    return true;
}

/* Blocks of several groups may be alive together in one activation, so their numbers add up. */
static void add_peaks(struct verdict_draft *d, const struct hm_tracer_raw_peak *peaks, size_t count)
{
    for (size_t g = 0; g < d->groups.count; g++) {
        size_t low = 0, high = count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (peaks[middle].group < d->groups.at[g])
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < count && peaks[low].group == d->groups.at[g]; low++)
            for (size_t i = 0; i < d->copies.count; i++)
                if (d->copies.at[i].pc == peaks[low].home)
                    d->copies.at[i].live += peaks[low].live + peaks[low].lost;
    }
}

/* The ends with the same home share its blocks, whatever their depth. In machine frames a copy is a
 * call in the home, so one activation has blocks of several. */
static void fill_ends(struct verdict_draft *d, bool machine, bool lost)
{
    for (size_t k = 0; k < d->ends.count; k++) {
        struct verdict_end *e = &d->ends.at[k];
        if (!verdict_has_home(e))
            continue;
        for (size_t i = 0; i < d->copies.count; i++) {
            uint64_t live = d->copies.at[i].live + (machine ? e->live_max : 0);
            if (verdict_by_name(d->copies.at[i].function, e->home) == 0 && live > e->live_max)
                e->live_max = live;
        }
        if (lost || e->live_max > d->site.live_peak)
            e->live_max = d->site.live_peak;
    }
}

int verdict_read_peaks(struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    size_t count = raw->header->peaks;
    struct hm_tracer_raw_peak *peaks = sorted_peaks(raw);
    bool ok = peaks != NULL && add_groups(r);
    for (size_t i = 0; ok && i < r->parts->drafts.count; i++) {
        add_peaks(r->parts->drafts.at[i], peaks, count);
        fill_ends(r->parts->drafts.at[i], r->parts->is_machine, raw->header->peaks_lost != 0);
    }
    free(peaks);
    return ok ? 0 : -1;
}
