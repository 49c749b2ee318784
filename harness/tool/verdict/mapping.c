/* mapping.c -- makes the mapping that tool and tracer share. */
#include "verdict/mapping.h"

#include <sys/mman.h>

#include "cli/size_limit.h"
#include "tracer/raw.h"

bool verdict_map(struct verdict_mapping *m, int fd, const struct verdict_limits *limits)
{
    *m = (struct verdict_mapping){ .size = hm_tracer_raw_size(limits->events) };
    if (fd < 0 || !cli_resize_memory(fd, (off_t)m->size))
        return false;
    void *base = mmap(NULL, m->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (base == MAP_FAILED)
        return false;
    struct hm_tracer_raw_header *h = base;
    h->magic = HM_TRACER_RAW_MAGIC;
    h->version = HM_TRACER_RAW_VERSION;
    h->events_max = limits->events;
    h->blocks_max = limits->blocks;
    m->raw = base;
    return true;
}

void verdict_unmap(struct verdict_mapping *m)
{
    if (m->raw != NULL)
        munmap(m->raw, m->size);
    *m = (struct verdict_mapping){ 0 };
}

const char *verdict_not_traced(const struct verdict_mapping *m)
{
    const struct hm_tracer_raw_header *h = m->raw;
    if (!h->attached)
        return "the tracer was not loaded (one that ended before it started?)";
    if (h->preempted)
        return "brings a malloc of its own, so the tracer sees no block; link it without";
    if (!h->hooked)
        return "not built for tracing: compile and link it with `-g -finstrument-functions` "
               "(better with -fno-omit-frame-pointer too)";
    return NULL;
}
