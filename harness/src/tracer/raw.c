#include "tracer/raw.h"

static size_t page_up(size_t size)
{
    return (size + 4095) & ~(size_t)4095;
}

size_t hm__raw_size(uint64_t events)
{
    return page_up(sizeof(struct hm__raw_header)) +
           page_up(HM__MODULES_MAX * sizeof(struct hm__raw_module)) +
           page_up(HM__CHAINS_MAX * sizeof(struct hm__raw_chain)) +
           page_up(HM__SITES_MAX * sizeof(struct hm__raw_site)) +
           page_up(HM__FATES_MAX * sizeof(struct hm__raw_fate)) +
           page_up(events * sizeof(struct hm__raw_event));
}

struct hm__raw hm__raw_at(void *base)
{
    struct hm__raw raw;
    char *at = base;

    raw.header = (void *)at;
    at += page_up(sizeof *raw.header);
    raw.module = (void *)at;
    at += page_up(HM__MODULES_MAX * sizeof *raw.module);
    raw.chain = (void *)at;
    at += page_up(HM__CHAINS_MAX * sizeof *raw.chain);
    raw.site = (void *)at;
    at += page_up(HM__SITES_MAX * sizeof *raw.site);
    raw.fate = (void *)at;
    at += page_up(HM__FATES_MAX * sizeof *raw.fate);
    raw.event = (void *)at;
    return raw;
}
