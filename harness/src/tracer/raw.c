/* raw.c -- the layout of the raw trace. */
#include "tracer/raw.h"

static size_t page_up(size_t size)
{
    return (size + 4095) & ~(size_t)4095;
}

size_t hm_tracer_raw_size(uint64_t events)
{
    return page_up(sizeof(struct hm_tracer_raw_header)) +
           page_up(HM_TRACER_MODULES_MAX * sizeof(struct hm_tracer_raw_module)) +
           page_up(HM_TRACER_NODES_MAX * sizeof(struct hm_tracer_raw_node)) +
           page_up(HM_TRACER_SITES_MAX * sizeof(struct hm_tracer_raw_site)) +
           page_up(HM_TRACER_FATES_MAX * sizeof(struct hm_tracer_raw_fate)) +
           page_up(HM_TRACER_PEAKS_MAX * sizeof(struct hm_tracer_raw_peak)) +
           page_up(HM_TRACER_LINES_MAX * sizeof(struct hm_tracer_raw_line)) +
           page_up(events * sizeof(struct hm_tracer_raw_event));
}

struct hm_tracer_raw hm_tracer_raw_at(void *base)
{
    struct hm_tracer_raw raw;
    char *at = base;

    raw.header = (void *)at;
    at += page_up(sizeof *raw.header);
    raw.module = (void *)at;
    at += page_up(HM_TRACER_MODULES_MAX * sizeof *raw.module);
    raw.node = (void *)at;
    at += page_up(HM_TRACER_NODES_MAX * sizeof *raw.node);
    raw.site = (void *)at;
    at += page_up(HM_TRACER_SITES_MAX * sizeof *raw.site);
    raw.fate = (void *)at;
    at += page_up(HM_TRACER_FATES_MAX * sizeof *raw.fate);
    raw.peak = (void *)at;
    at += page_up(HM_TRACER_PEAKS_MAX * sizeof *raw.peak);
    raw.line = (void *)at;
    at += page_up(HM_TRACER_LINES_MAX * sizeof *raw.line);
    raw.event = (void *)at;
    return raw;
}
