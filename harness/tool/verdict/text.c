/* text.c -- one traced run as text: a line for each site, in the form editors jump to. */
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "valgrind/seen.h"
#include "verdict/read.h"
#include "verdict/view.h"
#include "verdict/words.h"

enum { HOMES_SHOWN = 5, WRAPPERS_SHOWN = 8 };

static const char *are(uint64_t count)
{
    return count == 1 ? " is" : "s are";
}

static const char *were(uint64_t count)
{
    return count == 1 ? " was" : "s were";
}

static bool write_site(FILE *out, const struct verdict_site *site, bool brief, bool *left_out)
{
    char text[VERDICT_LINE], place[640];

    verdict_where(&site->at, place, sizeof place);
    if (site->at.file == NULL)
        snprintf(place + strlen(place), sizeof place - strlen(place), "@%s%s0x%" PRIx64,
                 site->binary != NULL ? site->binary : "", site->binary != NULL ? "+" : "",
                 site->binary != NULL ? site->own_address : site->address);
    fprintf(out, "%s: %s\n", place, verdict_site_text(site, text, sizeof text));
    if (!verdict_write_callers(out, site, brief, left_out))
        return false;
    if (site->grown != 0)
        fprintf(out,
                "        grown: %" PRIu64 " block%s by %" PRIu64 " realloc%s, from %" PRIu64
                " B to %" PRIu64 " B\n",
                site->grown, verdict_plural(site->grown), site->growths,
                verdict_plural(site->growths), site->grow_from, site->grow_to);
    if (site->source_size == VERDICT_SIZE_VARIES && verdict_advised(site) != 0)
        fputs("        size: not a constant of the source; another run may ask for more\n", out);
    if (site->advice != NULL)
        fprintf(out, "        advice: %s\n", site->advice);
    return true;
}

static uint64_t unknown_blocks(const struct verdict_report *r)
{
    uint64_t blocks = 0;
    for (size_t i = 0; i < r->site_count; i++)
        for (size_t k = 0; k < r->sites[i].end_count; k++)
            if (!r->sites[i].outside && !r->sites[i].harness &&
                r->sites[i].ends[k].kind == VERDICT_END_UNKNOWN)
                blocks += r->sites[i].ends[k].blocks;
    return blocks;
}

static void write_totals(FILE *out, const struct verdict_report *r)
{
    char name[VERDICT_NAME_ROOM];
    uint64_t unknown = unknown_blocks(r);
    if (r->blocks == 1)
        fprintf(out, "1 block of %" PRIu64 " B", r->bytes);
    else
        fprintf(out, "%" PRIu64 " blocks, %" PRIu64 " B in total", r->blocks, r->bytes);
    if (r->op != NULL)
        fprintf(out, ", made inside %s", r->op);
    if (r->blocks == 1 && unknown == 0)
        fprintf(out, "; it could %shave lived on a stack", r->stackable == 1 ? "" : "not ");
    else if (r->stackable == r->blocks)
        fprintf(out, "; all %" PRIu64 " could have lived on a stack", r->blocks);
    else if (r->stackable != 0)
        fprintf(out, "; %" PRIu64 " of them, %" PRIu64 " B, could have lived on a stack",
                r->stackable, r->stackable_bytes);
    else if (unknown == 0)
        fputs("; none could have lived on a stack", out);
    for (size_t i = 0; i < r->home_count && i < HOMES_SHOWN; i++)
        fprintf(out, "%s%s (%" PRIu64 ", %" PRIu64 " B)", i == 0 ? ": in " : ", ",
                verdict_short(r->homes[i].function, "functions without a name", VERDICT_NAME, name),
                r->homes[i].blocks, r->homes[i].bytes);
    if (r->home_count > HOMES_SHOWN)
        fprintf(out, " and %zu more", r->home_count - HOMES_SHOWN);
    if (unknown != 0)
        fprintf(out, "; unknown for %" PRIu64, unknown);
    fputc('\n', out);
}

static void write_regions(FILE *out, const struct verdict_report *r)
{
    for (size_t i = 0; i < r->region_count; i++) {
        const struct vg_seen_region *g = &r->regions[i];
        fprintf(out,
                "region %s: entered %" PRIu64 ", ops %" PRIu64 "; %" PRIu64 " allocs, %" PRIu64
                " frees, %" PRIu64 " reallocs, %" PRIu64 " B",
                g->name, g->entered, g->ops, g->allocs, g->frees, g->reallocs, g->bytes);
        if (g->measured_stack)
            fprintf(out, "; %" PRIu64 " B of stack", g->stack_high);
        if (g->measured_outside)
            fprintf(out, "; %" PRIu64 " instructions outside", g->outside);
        fputc('\n', out);
    }
}

/* What all the advice together would add to the frames of a function; if it is recursive, to those
 * of all calls that were on one stack. */
static uint64_t stack_of(const struct verdict_home *home)
{
    return home->advised * (home->calls > 1 ? home->calls : 1);
}

/* The home over the budget that comes behind `last` (NULL: the first) by size. Without a name
 * functions are not told apart, so of a frame of theirs nothing is known. */
static const struct verdict_home *next_over(const struct verdict_report *r,
                                            const struct verdict_home *last)
{
    const struct verdict_home *next = NULL;
    for (size_t i = 0; i < r->home_count; i++) {
        const struct verdict_home *h = &r->homes[i];
        if (h->function == NULL || stack_of(h) <= r->look.stack_budget)
            continue;
        bool behind = last == NULL || stack_of(h) < stack_of(last) ||
                      (stack_of(h) == stack_of(last) && h > last);
        if (behind && (next == NULL || stack_of(h) > stack_of(next)))
            next = h;
    }
    return next;
}

static void write_advised(FILE *out, const struct verdict_report *r)
{
    char name[VERDICT_NAME_ROOM];
    size_t over = 0;
    if (r->look.stack_budget == 0)
        return;
    for (const struct verdict_home *h = NULL; (h = next_over(r, h)) != NULL; over++) {
        if (over == 0)
            fprintf(
                out,
                "warning: in the frames of one function the advice adds up to more than %" PRIu64
                " B (--stack-budget=BYTES):",
                r->look.stack_budget);
        if (over >= HOMES_SHOWN)
            continue;
        fprintf(out, "%s %s %" PRIu64 " B", over == 0 ? "" : ",",
                verdict_short(h->function, "?", VERDICT_NAME, name), stack_of(h));
        if (h->calls > 1)
            fprintf(out, " (%" PRIu64 " calls at once, %" PRIu64 " B each)", h->calls, h->advised);
    }
    if (over > HOMES_SHOWN)
        fprintf(out, " and %zu more", over - HOMES_SHOWN);
    if (over != 0)
        fputc('\n', out);
}

static void write_wrappers(FILE *out, const struct verdict_report *r)
{
    char name[VERDICT_NAME_ROOM];
    if (r->wrapper_count == 0)
        return;
    fprintf(out, "note: %zu function%s requests on, so the callers are named (--no-wrappers):",
            r->wrapper_count, r->wrapper_count == 1 ? " only passes" : "s only pass");
    for (size_t i = 0; i < r->wrapper_count && i < WRAPPERS_SHOWN; i++)
        fprintf(out, "%s %s", i == 0 ? "" : ",",
                verdict_short(r->wrappers[i], "?", VERDICT_NAME, name));
    if (r->wrapper_count > WRAPPERS_SHOWN)
        fprintf(out, " and %zu more", r->wrapper_count - WRAPPERS_SHOWN);
    fputc('\n', out);
}

static void write_sizes(FILE *out, const struct verdict_report *r)
{
    size_t i = 0;
    while (r->look.sizes_unasked && i < r->site_count &&
           (r->sites[i].source_size != VERDICT_SIZE_UNKNOWN || verdict_advised(&r->sites[i]) == 0))
        i++;
    if (r->look.sizes_unasked && i < r->site_count)
        fputs("note: sizes are those of this run; with -p DIR (of compile_commands.json) it says "
              "which the source does not fix\n",
              out);
}

static void write_notes(FILE *out, const struct verdict_report *r)
{
    if (r->harness_blocks != 0)
        fprintf(out, "note: %" PRIu64 " block%s heapmark's own and left out\n", r->harness_blocks,
                are(r->harness_blocks));
    if (r->outside_blocks != 0)
        fprintf(out, "note: %" PRIu64 " block%s of %" PRIu64 " B %s made %s and left out\n",
                r->outside_blocks, verdict_plural(r->outside_blocks), r->outside_bytes,
                r->outside_blocks == 1 ? "was" : "were",
                r->machine ? "by libraries alone" : "outside instrumented code");
    if (r->op_unknown != 0)
        fprintf(out,
                "note: %" PRIu64 " block%s made too deep to tell whether inside %s, and left out\n",
                r->op_unknown, were(r->op_unknown), r->op);
    if (r->fates_lost != 0)
        fprintf(out,
                "note: %" PRIu64
                " block%s freed, but it is not known where they lived: blocks ended in too many "
                "different ways\n",
                r->fates_lost, were(r->fates_lost));
    if (r->dropped > r->fates_lost)
        fprintf(out,
                "note: %" PRIu64 " block%s counted but not followed: only %" PRIu64
                " alive at once are (--max-blocks=N)\n",
                r->dropped - r->fates_lost, were(r->dropped - r->fates_lost), r->blocks_max);
    if (r->sites_lost != 0)
        fprintf(out,
                "note: %" PRIu64 " block%s made at sites beyond the number kept, and left out\n",
                r->sites_lost, were(r->sites_lost));
    if (r->frames_lost != 0)
        fprintf(out, "note: %" PRIu64 " call%s too deep to follow\n", r->frames_lost,
                were(r->frames_lost));
    if (r->missed != 0)
        fprintf(out,
                "note: %" PRIu64
                " requests or frees of signal handlers came while the tracer was at "
                "work, and are left out\n",
                r->missed);
    if (r->forks != 0)
        fprintf(out, "note: %u forked process%s not followed\n", r->forks,
                r->forks == 1 ? " was" : "es were");
    if (r->switched)
        fputs("note: a thread switched stacks; what it made or freed since has no verdict\n", out);
    if (r->machine)
        fprintf(out, "note: frames are %s\n",
                r->no_lines ? "machine frames; inlined functions have none"
                            : "source frames: machine frames, and inlined functions as debug "
                              "information tells");
    if (r->frameless != NULL)
        fprintf(out, "note: verdicts are of the frames traced: %s have none\n", r->frameless);
    if (r->no_lines)
        fputs("note: no debug information: compile with -g to see files and lines\n", out);
}

static void write_status(FILE *out, const struct verdict_report *r)
{
    if (r->status < 0)
        return;
    if (WIFSIGNALED(r->status))
        fprintf(
            out, "note: the program was killed by signal %d (%s%s); this is what was seen so far\n",
            WTERMSIG(r->status), strsignal(WTERMSIG(r->status)),
            r->machine && WTERMSIG(r->status) == SIGILL ? ", perhaps one that Valgrind lacks" : "");
    else if (r->executed)
        fputs("note: the program executed another one in its place, which was not followed\n", out);
    else if (r->cut_short)
        fputs("note: Valgrind ended before the program did; this is what was seen so far\n", out);
    else if (WIFEXITED(r->status) && WEXITSTATUS(r->status) != 0)
        fprintf(out, "note: the program exited with status %d\n", WEXITSTATUS(r->status));
}

/* What the view leaves out, in one line. */
static void write_rest(FILE *out, const struct verdict_report *r, const struct verdict_view *v)
{
    const struct verdict_sum *s = &v->rest;
    if (s->sites == 0)
        return;
    fprintf(out, "%s%zu %ssite%s not shown: %" PRIu64 " block%s, %" PRIu64 " B",
            v->count != 0 ? "and " : "no site is of that file or function; ", s->sites,
            v->count != 0 ? "more " : "", verdict_plural(s->sites), s->blocks,
            verdict_plural(s->blocks), s->bytes);
    if (s->stackable != 0)
        fprintf(out, ", of which %" PRIu64 ", %" PRIu64 " B, could have lived on a stack",
                s->stackable, s->stackable_bytes);
    fprintf(out, " (%s%s%s)\n", r->look.top != 0 ? "--top" : "",
            r->look.top != 0 && r->look.filter != NULL ? ", " : "",
            r->look.filter != NULL ? "--filter" : "");
}

bool verdict_text(FILE *out, const struct verdict_report *r)
{
    struct verdict_view view;
    bool ok = verdict_view_make(&view, r), left_out = false;
    for (size_t i = 0; ok && i < view.count; i++)
        ok = write_site(out, view.site[i], r->look.brief_chains, &left_out);
    if (ok)
        write_rest(out, r, &view);
    free(view.site);
    if (!ok)
        return false;
    if (r->blocks != 0)
        write_totals(out, r);
    else
        fprintf(out, "no block was made%s%s\n", r->op != NULL ? " inside " : "",
                r->op != NULL ? r->op
                : r->machine  ? " by the program"
                              : " by instrumented code");
    write_regions(out, r);
    write_advised(out, r);
    write_wrappers(out, r);
    write_sizes(out, r);
    if (left_out)
        fputs("note: long chains of callers are shortened (--chains=all shows all calls)\n", out);
    write_notes(out, r);
    write_status(out, r);
    return fflush(out) == 0 && !ferror(out);
}
