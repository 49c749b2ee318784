/* sites.c -- a hash table of call stacks, which are never forgotten. */
#include "expect/sites.h"

#include <string.h>

static struct {
    uint32_t n; /* 0: unused */
    uintptr_t pcs[HM_EXPECT_DEPTH];
} sites[HM_EXPECT_SITES];

uint32_t hm_expect_site(const uintptr_t *pcs, size_t n)
{
    uint64_t h = n;

    if (n == 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ pcs[i]) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 32;
    }
    for (uint32_t tried = 0; tried < HM_EXPECT_SITES / 2; tried++) {
        uint32_t i = (uint32_t)(h + tried) % HM_EXPECT_SITES;
        if (sites[i].n == n && memcmp(sites[i].pcs, pcs, n * sizeof *pcs) == 0)
            return i + 1;
        if (sites[i].n != 0)
            continue;
        memcpy(sites[i].pcs, pcs, n * sizeof *pcs);
        sites[i].n = (uint32_t)n;
        return i + 1;
    }
    return 0;
}

size_t hm_expect_site_stack(uint32_t site, const uintptr_t **pcs)
{
    if (site == 0)
        return 0;
    *pcs = sites[site - 1].pcs;
    return sites[site - 1].n;
}
