/* as_libgcc.c -- walk each stack again with libgcc, and compare: the check of the preload library
 * for as_libgcc.sh. */
#include "stacks/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "stacks/cfi.h"
#include "stacks/walk.h"

static void say(const char *what, uintptr_t pc)
{
    char line[64];
    int n = snprintf(line, sizeof line, "check: %s %#" PRIxPTR "\n", what, pc);
    if (write(STDERR_FILENO, line, (size_t)n) != n)
        abort();
}

static bool same(const uint64_t *frames, size_t count, const uintptr_t *all, size_t n)
{
    for (size_t i = 0; i < n && i < count; i++)
        if (HM_STACKS_PC(frames[i]) != all[i])
            return false;
    /* Where the tables end, frame pointers may lead on. */
    return count == n || (count > n && !hm_stacks_has_table(all[n - 1]));
}

void hm_stacks_check(const struct hm_stacks *table, uint32_t site, void *caller, unsigned depth)
{
    uintptr_t all[HM_STACKS_DEPTH];
    if (site == 0)
        return;
    const struct hm_stacks_site *s = &table->sites[site - 1];
    const uint64_t *frames = &table->frames[s->first_frame];
    size_t n = hm_stacks_walk_unwind_tables(caller, all, depth, NULL);
    if (n == 0 || same(frames, s->frame_count, all, n))
        return;
    for (size_t i = 0; i < n; i++)
        say("libgcc", all[i]);
    for (size_t i = 0; i < s->frame_count; i++)
        say("site", HM_STACKS_PC(frames[i]));
    abort();
}
