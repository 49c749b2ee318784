/* sarif.c -- each site of a trace as a finding: what became of its blocks, and where they were
 * freed. A site whose blocks could have lived on a stack is a warning, any other a note. */
#include <inttypes.h>
#include <stdlib.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "formats/sarif.h"
#include "trace/formats.h"

enum { RELATED_MOST = 100 }; /* that GitHub shows */

static const struct formats_rule rules[VERDICT_END_KINDS] = {
    [VERDICT_END_STAYED] = { "stayed", "A block died in the frame that made it",
                             "In this run no block of the call was freed later than its function "
                             "returned: an automatic variable may do." },
    [VERDICT_END_OUTLIVED] = { "outlived", "A block lives in the frame of a caller",
                               "In this run the block was freed while a caller of its function "
                               "was running: that caller could pass a buffer." },
    [VERDICT_END_LEFT_ALL] = { "left-all", "A block outlives every frame of its birth",
                               "In this run the block was freed after all functions that were "
                               "running when it was made had returned." },
    [VERDICT_END_OTHER_THREAD] = { "other-thread", "A block is freed by another thread",
                                   "In this run another thread than the one that made the block "
                                   "freed it, so it cannot live on a stack." },
    [VERDICT_END_NOT_FREED] = { "not-freed", "A block was not freed",
                                "In this run the block was still allocated when the program "
                                "ended." },
    [VERDICT_END_UNKNOWN] = { "unknown", "What became of a block is not known",
                              "The reason is in the message." },
};

static bool could_be_on_a_stack(const struct verdict_site *site)
{
    for (size_t i = 0; i < site->end_count && verdict_is_placed_by_program(site); i++)
        if (verdict_has_home(&site->ends[i]))
            return true;
    return false;
}

static size_t put_place(struct formats_place *list, size_t n, const struct verdict_at *at,
                        const char *what, uint64_t blocks)
{
    if (at->file == NULL || n == RELATED_MOST)
        return n;
    list[n] = (struct formats_place){
        at->file, at->line > 0 ? (unsigned)at->line : 0, at->column > 0 ? (unsigned)at->column : 0,
        xprintf("%s (%" PRIu64 " block%s)", what, blocks, blocks == 1 ? "" : "s")
    };
    return n + 1;
}

/* Where blocks were freed, and who called for them. */
static size_t put_related(struct formats_place *list, const struct verdict_site *site)
{
    size_t n = 0;
    for (size_t i = 0; i < site->end_count; i++)
        for (size_t k = 0; k < site->ends[i].freed_count; k++)
            n = put_place(list, n, &site->ends[i].freed[k].at, "freed here",
                          site->ends[i].freed[k].blocks);
    for (size_t i = 0; i < site->caller_count; i++)
        if (site->callers[i].count > 0)
            n = put_place(list, n, &site->callers[i].frames[0], "called from here",
                          site->callers[i].blocks);
    return n;
}

static void add(struct formats_sarif *sarif, const struct verdict_site *site)
{
    struct formats_place related[RELATED_MOST];
    char *message = xrealloc(NULL, VERDICT_LINE, 1);
    verdict_site_text(site, message, VERDICT_LINE);
    if (site->advice != NULL)
        xappend(&message, ". Advice: %s", site->advice);
    size_t n = put_related(related, site);
    formats_sarif_add(sarif,
                      &(struct formats_finding){
                          .rule = site->end_count > 0 ? site->ends[0].kind : VERDICT_END_UNKNOWN,
                          .warning = could_be_on_a_stack(site),
                          .message = message,
                          .at = { site->at.file, site->at.line > 0 ? (unsigned)site->at.line : 0,
                                  site->at.column > 0 ? (unsigned)site->at.column : 0, NULL },
                          .identity = { site->at.file, site->at.function, site->allocator },
                          .related = related,
                          .related_count = n,
                          .count = site->blocks });
    for (size_t i = 0; i < n; i++)
        free((char *)related[i].message);
    free(message);
}

bool trace_sarif(FILE *out, const void *report)
{
    const struct verdict_report *r = report;
    struct formats_sarif sarif;
    size_t nowhere = 0;
    xjson();
    formats_sarif_begin(&sarif, rules, sizeof rules / sizeof rules[0]);
    for (size_t i = 0; i < r->site_count; i++) {
        const struct verdict_site *site = &r->sites[i];
        if (site->outside || site->harness)
            continue;
        if (site->at.file != NULL)
            add(&sarif, site);
        else
            nowhere++;
    }
    if (nowhere > 0)
        cli_error("%zu sites without a line in the source are left out of the SARIF file", nowhere);
    return formats_sarif_end(&sarif, out, "heapmark trace");
}
