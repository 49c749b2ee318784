/* text.c -- one traced run as text: a line for each verdict, in the form editors jump to. */
#include <inttypes.h>
#include <string.h>
#include <sys/wait.h>

#include "valgrind/seen.h"
#include "verdict/report.h"

enum { FREED_SHOWN = 3, CALLERS_SHOWN = 3, HOMES_SHOWN = 5 };

char *verdict_call_text(const struct verdict_site *site, char *text, size_t size)
{
    char asked[64];
    if (site->size_min == site->size_max)
        snprintf(asked, sizeof asked, "%" PRIu64, site->size_min);
    else
        snprintf(asked, sizeof asked, "%" PRIu64 "..%" PRIu64, site->size_min, site->size_max);
    if (site->inner == NULL)
        snprintf(text, size, "%s(%s)", site->allocator, asked);
    else
        snprintf(text, size, "%s's %s(%s)", site->allocator, site->inner, asked);
    return text;
}

static void where(const struct verdict_at *at, char *text, size_t size)
{
    if (at->file != NULL && at->column > 0)
        snprintf(text, size, "%s:%d:%d", at->file, at->line, at->column);
    else if (at->file != NULL)
        snprintf(text, size, "%s:%d", at->file, at->line);
    else
        snprintf(text, size, "%s", at->function != NULL ? at->function : "a place without a name");
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static const char *are(uint64_t count)
{
    return count == 1 ? " is" : "s are";
}

static const char *were(uint64_t count)
{
    return count == 1 ? " was" : "s were";
}

static void append(char *text, size_t size, const char *more)
{
    size_t n = strlen(text);
    snprintf(text + n, size - n, "%s", more);
}

static bool same_line(const struct verdict_at *a, const struct verdict_at *b)
{
    bool files = a->file != NULL && b->file != NULL;
    return files ? a->line == b->line && strcmp(a->file, b->file) == 0 : a->function == b->function;
}

/* Was this line named already? Columns are left out. */
static bool repeated(const struct verdict_end *e, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (same_line(&e->freed[i].at, &e->freed[index].at))
            return true;
    return false;
}

static void append_freed(const struct verdict_end *e, char *text, size_t size)
{
    char place[512];
    size_t lines = 0;
    for (size_t i = 0; i < e->freed_count; i++) {
        if (repeated(e, i) || lines++ >= FREED_SHOWN)
            continue;
        append(text, size, lines == 1 ? "; freed at " : ", ");
        struct verdict_at at = e->freed[i].at;
        at.column = 0;
        where(&at, place, sizeof place);
        append(text, size, place);
    }
    if (lines > FREED_SHOWN) {
        snprintf(place, sizeof place, " and %zu more", lines - FREED_SHOWN);
        append(text, size, place);
    }
}

static const char *maker(const struct verdict_site *site)
{
    return site->at.function != NULL ? site->at.function : "its function";
}

static const char *const unknowns[] = {
    [VERDICT_KNOWN] = "not followed",
    [VERDICT_STACKS_SWITCHED] = "its thread switches stacks (swapcontext or the like)",
    [VERDICT_TOO_DEEP] = "made in calls too deep to follow",
    [VERDICT_SIGNAL] = "a signal came in the middle of a call",
    [VERDICT_NO_FRAME] = "made below no instrumented function",
    [VERDICT_NO_ROOM] = "too many blocks were alive at once",
};

static void verdict(const struct verdict_site *site, const struct verdict_end *e, char *text,
                    size_t size)
{
    switch (e->kind) {
    case VERDICT_END_STAYED:
        if (e->sure != NULL && strcmp(e->sure, maker(site)) != 0)
            snprintf(text, size, "not seen to escape %s, where %s is inlined", e->sure,
                     maker(site));
        else
            snprintf(text, size, "not seen to escape %s", maker(site));
        return;
    case VERDICT_END_OUTLIVED:
        snprintf(text, size, "outlives %s: lives in %s, %u %sframe%s up", maker(site),
                 e->home != NULL ? e->home : "a caller", e->depth,
                 e->sure != NULL ? "machine " : "", plural(e->depth));
        append_freed(e, text, size);
        return;
    case VERDICT_END_LEFT_ALL:
        snprintf(text, size, "outlives %s and all its callers", maker(site));
        append_freed(e, text, size);
        return;
    case VERDICT_END_OTHER_THREAD:
        snprintf(text, size, "outlives %s: freed by another thread", maker(site));
        append_freed(e, text, size);
        return;
    case VERDICT_END_NOT_FREED:
        snprintf(text, size, "outlives %s: not freed", maker(site));
        if (site->outlived_thread != 0)
            append(text, size, ", alive when its thread ended");
        return;
    case VERDICT_END_UNKNOWN:
        snprintf(text, size, "unknown: %s", unknowns[e->why]);
        return;
    case VERDICT_END_KINDS:
        break;
    }
    snprintf(text, size, "?");
}

char *verdict_end_text(const struct verdict_site *site, const struct verdict_end *e, char *text,
                       size_t size)
{
    char blocks[96];
    verdict(site, e, text, size);
    if (e->kind == VERDICT_END_STAYED) {
        snprintf(blocks, sizeof blocks, " (%" PRIu64 " of %" PRIu64 ")", e->blocks, site->blocks);
        append(text, size, blocks);
        if (site->end_count == 1 && site->live_max <= 1 && site->size_min == site->size_max &&
            site->inner == NULL && site->advice == NULL)
            append(text, size, "; an automatic variable would do");
    } else {
        snprintf(blocks, sizeof blocks, "; %" PRIu64 " of %" PRIu64 " block%s", e->blocks,
                 site->blocks, plural(site->blocks));
        append(text, size, blocks);
    }
    return text;
}

static void write_callers(FILE *out, const struct verdict_site *site)
{
    char place[512];
    for (size_t i = 0; i < site->caller_count && i < CALLERS_SHOWN; i++) {
        const struct verdict_caller *c = &site->callers[i];
        if (c->count == 0)
            continue;
        fputs("        for", out);
        for (size_t k = 0; k < c->count; k++) {
            where(&c->frames[k], place, sizeof place);
            fprintf(out, "%s %s", k == 0 ? "" : " <-",
                    c->frames[k].function != NULL ? c->frames[k].function : "?");
            if (c->frames[k].file != NULL)
                fprintf(out, " (%s)", place);
        }
        fprintf(out, "%s: %" PRIu64 " block%s\n", c->cut ? " <- ..." : "", c->blocks,
                plural(c->blocks));
    }
    if (site->caller_count > CALLERS_SHOWN)
        fprintf(out, "        and for %zu more callers\n", site->caller_count - CALLERS_SHOWN);
}

static void write_site(FILE *out, const struct verdict_site *site)
{
    char call[160], text[2048], place[640];

    where(&site->at, place, sizeof place);
    if (site->at.file == NULL)
        snprintf(place + strlen(place), sizeof place - strlen(place), "@0x%" PRIx64, site->address);
    for (size_t i = 0; i < site->end_count; i++)
        fprintf(out, "%s: %s %s\n", place, verdict_call_text(site, call, sizeof call),
                verdict_end_text(site, &site->ends[i], text, sizeof text));
    write_callers(out, site);
    if (site->grown != 0)
        fprintf(out,
                "        grown: %" PRIu64 " block%s by %" PRIu64 " realloc%s, from %" PRIu64
                " B to %" PRIu64 " B\n",
                site->grown, plural(site->grown), site->moves, plural(site->moves), site->grow_from,
                site->grow_to);
    if (site->advice != NULL)
        fprintf(out, "        advice: %s\n", site->advice);
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
                r->homes[i].function != NULL ? r->homes[i].function : "?", r->homes[i].blocks,
                r->homes[i].bytes);
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

static void write_notes(FILE *out, const struct verdict_report *r)
{
    if (r->harness_blocks != 0)
        fprintf(out, "note: %" PRIu64 " block%s heapmark's own and left out\n", r->harness_blocks,
                are(r->harness_blocks));
    if (r->outside_blocks != 0)
        fprintf(out, "note: %" PRIu64 " block%s of %" PRIu64 " B %s made %s and left out\n",
                r->outside_blocks, plural(r->outside_blocks), r->outside_bytes,
                r->outside_blocks == 1 ? "was" : "were",
                r->machine ? "by libraries alone" : "outside instrumented code");
    if (r->op_unknown != 0)
        fprintf(out,
                "note: %" PRIu64 " block%s made too deep to tell whether inside %s, and left out\n",
                r->op_unknown, were(r->op_unknown), r->op);
    if (r->dropped != 0)
        fprintf(out,
                "note: %" PRIu64 " block%s counted but not followed: only %" PRIu64
                " alive at once are (--max-blocks=N)\n",
                r->dropped, were(r->dropped), r->blocks_max);
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
        fprintf(out,
                "note: the program was killed by signal %d (%s); this is what was seen so far\n",
                WTERMSIG(r->status), strsignal(WTERMSIG(r->status)));
    else if (WIFEXITED(r->status) && WEXITSTATUS(r->status) != 0)
        fprintf(out, "note: the program exited with status %d\n", WEXITSTATUS(r->status));
}

/* Is the site among the `top` ones? Of equals, the one that comes first. */
static bool shown(const struct verdict_report *r, size_t site)
{
    uint64_t before = 0;
    for (size_t i = 0; i < r->site_count && r->top != 0; i++)
        before += !r->sites[i].outside && !r->sites[i].harness &&
                  (r->sites[i].blocks > r->sites[site].blocks ||
                   (r->sites[i].blocks == r->sites[site].blocks && i < site));
    return r->top == 0 || before < r->top;
}

bool verdict_text(FILE *out, const struct verdict_report *r)
{
    for (size_t i = 0; i < r->site_count; i++)
        if (!r->sites[i].outside && !r->sites[i].harness && shown(r, i))
            write_site(out, &r->sites[i]);
    if (r->blocks != 0)
        write_totals(out, r);
    else
        fprintf(out, "no block was made%s%s\n", r->op != NULL ? " inside " : "",
                r->op != NULL ? r->op
                : r->machine  ? " by the program"
                              : " by instrumented code");
    write_regions(out, r);
    write_notes(out, r);
    write_status(out, r);
    return fflush(out) == 0 && !ferror(out);
}
