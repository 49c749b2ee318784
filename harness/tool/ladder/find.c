/* find.c -- what the ladder shows, as three sentences that follow from the numbers of this
 * run.
 *
 * Nothing is said that was not measured; a comparison of times that could be noise is called that.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "ladder/ladder.h"
#include "stats/mannwhitney.h"

/* Runs one after the other: between them the machine may change its speed, but hardly by more. */
#define OTHER_SPEED 2

static const struct ladder_rung *in_memory(const struct ladder *ladder, const char *impl)
{
    if (impl == NULL)
        return NULL;
    return ladder_find(ladder, ladder_plan_field(&ladder->plan, LADDER_GROUP, 0), impl);
}

static bool counted(const struct ladder_rung *rung)
{
    return rung != NULL && rung->c.allocs.n > 0;
}

/* Blocks of malloc and of a collector together: to the caller both are the heap. */
static double blocks_of(const struct ladder_costs *costs)
{
    double gc = costs->gc_allocs.n > 0 ? costs->gc_allocs.summary.center : 0;
    return costs->allocs.summary.center + gc;
}

static double allocs(const struct ladder_rung *rung)
{
    return blocks_of(&rung->c);
}

static const char *blocks(double n)
{
    return n == 1 ? "block" : "blocks";
}

static void say_cost(char **text, const struct ladder_rung *rung)
{
    xappend(text, "%s %s", ladder_number(allocs(rung)).text, blocks(allocs(rung)));
    double gc = rung->c.gc_bytes.n > 0 ? rung->c.gc_bytes.summary.center : 0;
    if (rung->c.bytes.n > 0)
        xappend(text, " (%s B)", ladder_number(rung->c.bytes.summary.center + gc).text);
}

/* What the plan says of the step that takes blocks away, if it does. The rung `last` was just told
 * of. */
static void say_because(char **text, const struct ladder *ladder, const struct ladder_rung *last)
{
    const struct ladder_line *line = &ladder->plan.one[LADDER_BECAUSE];
    const struct ladder_rung *more = in_memory(ladder, line->field[0]),
                             *less = in_memory(ladder, line->field[1]);
    if (!counted(more) || !counted(less))
        return;
    if (more != last) {
        xappend(text, ". %s asks for ", more->impl);
        say_cost(text, more);
    }
    if (allocs(less) < allocs(more))
        xappend(text, ", %s for %s: %s", less->impl, ladder_number(allocs(less)).text,
                line->field[2]);
    else
        xappend(text, ", and %s takes nothing away (%s)", less->impl,
                ladder_number(allocs(less)).text);
}

/* How far the counts of the ladder reach, and what takes the blocks away. */
static char *counts(const struct ladder *ladder)
{
    const char *title = ladder_plan_field(&ladder->plan, LADDER_TITLE, 0);
    const struct ladder_run *run = ladder_run_of(ladder, LADDER_WRITTEN);
    const struct ladder_rung *most = NULL, *least = NULL;
    char *text = NULL;
    size_t n = 0, none = 0;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (!rung->own || !counted(rung))
            continue;
        n++;
        none += allocs(rung) == 0;
        most = most == NULL || allocs(rung) > allocs(most) ? rung : most;
        least = least == NULL || allocs(rung) < allocs(least) ? rung : least;
    }
    if (n == 0) {
        xappend(&text, "What one %s asks of the heap was not measured: %s.", title,
                run->missing != NULL ? run->missing : "no rung has allocs/op");
        return text;
    }
    xappend(&text, "One %s asks the heap for ", title);
    if (allocs(most) == allocs(least)) {
        say_cost(&text, most);
        xappend(&text, " in each of the %zu rungs", n);
    } else {
        xappend(&text, "%s to %s blocks: %zu of %zu rungs ask for none, %s for ",
                ladder_number(allocs(least)).text, ladder_number(allocs(most)).text, none, n,
                most->impl);
        say_cost(&text, most);
    }
    say_because(&text, ladder, allocs(most) == allocs(least) ? NULL : most);
    xappend(&text, ".");
    return text;
}

/* Names of the rungs for which `differs` holds, in brackets; *n is how many of *of. */
struct tally {
    size_t same, more, fewer, of;
    char *names_more, *names_fewer;
};

static struct tally tally(const struct ladder *ladder, enum ladder_key kind)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        const struct ladder_costs *other = kind == LADDER_GO ? &rung->go : &rung->optimised;
        if (rung->part != LADDER_IN_MEMORY || !counted(rung) || other->allocs.n == 0)
            continue;
        double theirs = blocks_of(other);
        t.of++;
        t.same += theirs == allocs(rung);
        if (theirs > allocs(rung))
            xappend(&t.names_more, "%s%s", t.more++ > 0 ? ", " : "", rung->impl);
        if (theirs < allocs(rung))
            xappend(&t.names_fewer, "%s%s", t.fewer++ > 0 ? ", " : "", rung->impl);
    }
    return t;
}

static void say_tally(char **text, const struct tally *t)
{
    xappend(text, "makes as many allocations in %zu of %zu rungs", t->same, t->of);
    if (t->more > 0)
        xappend(text, ", more in %zu (%s)", t->more, t->names_more);
    if (t->fewer > 0)
        xappend(text, ", fewer in %zu (%s)", t->fewer, t->names_fewer);
}

static void tally_done(struct tally *t)
{
    free(t->names_more);
    free(t->names_fewer);
}

/* Does Go's twin count the same? */
static void say_go(char **text, const struct ladder *ladder)
{
    struct tally t = tally(ladder, LADDER_GO);
    const struct ladder_run *run = ladder_run_of(ladder, LADDER_GO);
    const char *source = ladder_config(run, "source"), *version = ladder_config(run, "go");
    if (t.of > 0) {
        xappend(text, "Go's twin (%s, %s) ", version != NULL ? version : "version unknown",
                source != NULL ? source : "origin unknown");
        say_tally(text, &t);
    } else {
        xappend(text, "Go's twin could not be held against C's: %s",
                run->missing != NULL ? run->missing : "no rung is counted on both sides");
    }
    tally_done(&t);
}

/* Does the optimiser change a count? */
static void say_optimised(char **text, const struct ladder *ladder)
{
    struct tally t = tally(ladder, LADDER_OPTIMISED);
    const struct ladder_run *run = ladder_run_of(ladder, LADDER_OPTIMISED);
    if (t.of == 0)
        xappend(text, "what the optimiser changes was not measured: %s",
                run->missing != NULL ? run->missing : "no rung is counted in both builds");
    else
        xappend(text, "the C compiler, free to optimise, ");
    if (t.of > 0 && t.fewer + t.more == 0)
        xappend(text, "changes none of %zu counts", t.of);
    else if (t.of > 0)
        say_tally(text, &t);
    tally_done(&t);
}

/* What Go and the optimiser count, as far as the plan asks; NULL if it does not. */
static char *others(const struct ladder *ladder)
{
    char *text = NULL;
    bool optimised = ladder_run_of(ladder, LADDER_OPTIMISED)->name != NULL;
    if (ladder_run_of(ladder, LADDER_GO)->name != NULL) {
        say_go(&text, ladder);
        xappend(&text, optimised ? "; " : ".");
    }
    if (optimised) {
        say_optimised(&text, ladder);
        xappend(&text, ".");
    }
    return text;
}

/* The rung whose time is told: the plan's, or else the one with the most allocations that is not
 * the base. */
static const struct ladder_rung *timed(const struct ladder *ladder)
{
    const struct ladder_rung *rung =
        in_memory(ladder, ladder_plan_field(&ladder->plan, LADDER_TIME, 0));
    const struct ladder_rung *most = NULL;
    if (rung != NULL && rung->c.time.n > 0)
        return rung;
    for (size_t i = 0; i < ladder->n; i++) {
        rung = &ladder->rungs[i];
        if (rung->part == LADDER_IN_MEMORY && counted(rung) && rung->c.time.n > 0 &&
            strcmp(rung->impl, ladder->base) != 0 && (most == NULL || allocs(rung) > allocs(most)))
            most = rung;
    }
    return most;
}

static void say_ratio(char **text, const struct ladder_rung *rung, const char *base)
{
    char p[STATS_P_WORDS];
    stats_p_words(rung->p, p);
    if (!(rung->p <= LADDER_ALPHA))
        xappend(text, "%s and %s cannot be told apart by time (%.2f times, %s)", rung->impl, base,
                rung->ratio, p);
    else if (!rung->holds)
        xappend(text,
                "%s and %s cannot be told apart by time: the order in which they were measured may "
                "explain the difference",
                rung->impl, base);
    else
        xappend(text, "%s takes %.2f times as long as %s (%s)", rung->impl, rung->ratio, base, p);
}

/* The rung of this name elsewhere, if it was timed there beside the base. */
static const struct ladder_rung *elsewhere(const struct ladder *ladder, const char *impl)
{
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part == LADDER_WIRE && strcmp(rung->impl, impl) == 0 && !isnan(rung->ratio))
            return rung;
    }
    return NULL;
}

/* How much longer something takes elsewhere, if no order of the runs can explain that. */
static void say_distance(char **text, const struct ladder_figure *memory,
                         const struct ladder_figure *wire, const char *impl)
{
    if (memory->n == 0 || wire->values[0] < OTHER_SPEED * memory->values[memory->n - 1])
        return;
    double p = stats_mann_whitney(memory->values, memory->n, wire->values, wire->n).p;
    char words[STATS_P_WORDS];
    stats_p_words(p, words);
    if (p <= LADDER_ALPHA)
        xappend(text, ", and %s takes %.0f times as long as in memory (%s)", impl,
                wire->summary.center / memory->summary.center, words);
}

/* The same elsewhere, and how much longer everything takes there. */
static void say_elsewhere(char **text, const struct ladder *ladder, const char *impl)
{
    const struct ladder_rung *base = in_memory(ladder, ladder->base);
    const struct ladder_rung *wire = elsewhere(ladder, impl);
    const struct ladder_run *run = NULL;
    for (size_t i = 0; i < ladder->n_runs && run == NULL; i++)
        if (ladder->runs[i].kind == LADDER_ELSEWHERE && ladder->runs[i].missing != NULL)
            run = &ladder->runs[i];
    if (wire == NULL && ladder->plan.n_elsewhere == 0)
        return;
    char *where = ladder_where(ladder);
    if (wire == NULL) {
        xappend(text, "; not measured with %s: %s", where,
                run != NULL ? run->missing : "no such pair of rungs");
    } else {
        const struct ladder_rung *wire_base = ladder_find(ladder, wire->group, ladder->base);
        const char *slash = strchr(wire->group, '/');
        xappend(text, "; with %s (%s) ", where, slash != NULL ? slash + 1 : wire->group);
        say_ratio(text, wire, ladder->base);
        if (base != NULL)
            say_distance(text, &base->c.time, &wire_base->c.time, ladder->base);
    }
    free(where);
}

/* What the blocks cost in time, in memory and elsewhere. */
static char *times(const struct ladder *ladder)
{
    char *text = NULL;
    const struct ladder_rung *rung = timed(ladder);
    const char *impl = ladder_plan_field(&ladder->plan, LADDER_TIME, 0);
    const struct ladder_run *run = ladder_run_of(ladder, LADDER_WRITTEN);
    if (ladder_is_busy(ladder)) {
        xappend(&text,
                "The machine was too busy to compare times: for most rungs the middle half of "
                "the measured "
                "times spans more than 25 %%. The counts are exact.");
        return text;
    }
    if (rung == NULL || isnan(rung->ratio)) {
        xappend(&text, "What the blocks cost in time was not measured: %s",
                run->missing != NULL ? run->missing : "there are no two rungs to compare");
    } else {
        xappend(&text, "In memory ");
        say_ratio(&text, rung, ladder->base);
    }
    say_elsewhere(&text, ladder, rung != NULL ? rung->impl : impl != NULL ? impl : "");
    xappend(&text, ".");
    return text;
}

size_t ladder_findings(const struct ladder *ladder, char *findings[LADDER_FINDINGS])
{
    size_t n = 0;
    findings[n++] = counts(ladder);
    char *text = others(ladder);
    if (text != NULL)
        findings[n++] = text;
    findings[n++] = times(ladder);
    return n;
}
