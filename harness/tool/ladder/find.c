/* ladder_find.c -- what the ladder shows, as three sentences that follow from the numbers of this
 * run.
 *
 * Nothing is said that was not measured; a comparison of times that could be noise is called that.
 */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "ladder/ladder.h"
#include "stats/mannwhitney.h"
#include "cli/xalloc.h"

#define ALPHA  0.05
#define MEMORY "SetC1"

/* Append to a growing string. */
static void say(char **text, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void say(char **text, const char *fmt, ...)
{
    char more[1024];
    va_list args;
    va_start(args, fmt);
    vsnprintf(more, sizeof more, fmt, args);
    va_end(args);
    char *longer = xprintf("%s%s", *text != NULL ? *text : "", more);
    free(*text);
    *text = longer;
}

static const struct ladder_rung *in_memory(const struct ladder *ladder, const char *impl)
{
    return ladder_find(ladder, MEMORY, impl);
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
    say(text, "%g %s", allocs(rung), blocks(allocs(rung)));
    double gc = rung->c.gc_bytes.n > 0 ? rung->c.gc_bytes.summary.center : 0;
    if (rung->c.bytes.n > 0)
        say(text, " (%.4g B)", rung->c.bytes.summary.center + gc);
}

/* How far the counts reach, and what takes the blocks away. */
static char *counts(const struct ladder *ladder)
{
    char *text = NULL;
    const struct ladder_rung *most = NULL, *least = NULL;
    size_t n = 0, none = 0;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_IN_MEMORY || !counted(rung))
            continue;
        n++;
        none += allocs(rung) == 0;
        most = most == NULL || allocs(rung) > allocs(most) ? rung : most;
        least = least == NULL || allocs(rung) < allocs(least) ? rung : least;
    }
    if (n == 0) {
        say(&text, "What one SET C 1 asks of the heap was not measured: %s.",
            ladder->inputs[LADDER_WRITTEN].missing != NULL ? ladder->inputs[LADDER_WRITTEN].missing
                                                           : "no rung has allocs/op");
        return text;
    }
    say(&text, "One SET C 1 asks the heap for ");
    if (allocs(most) == allocs(least)) {
        say_cost(&text, most);
        say(&text, " in each of the %zu rungs", n);
    } else {
        say(&text,
            "anything from %g to %g blocks per call: %zu of %zu rungs ask for none, %s asks for ",
            allocs(least), allocs(most), none, n, most->impl);
        say_cost(&text, most);
    }
    const struct ladder_rung *boxed = in_memory(ladder, "boxed"),
                             *direct = in_memory(ladder, "direct");
    if (counted(boxed) && boxed != most) {
        say(&text, ", boxed as in today's Go for ");
        say_cost(&text, boxed);
    }
    if (counted(boxed) && counted(direct))
        say(&text,
            allocs(direct) < allocs(boxed)
                ? ", and the same boxes cost %g when the callee is known: the indirect call is "
                  "what costs, not the constant"
                : ", and knowing the callee takes nothing away (%g)",
            allocs(direct));
    say(&text, ".");
    return text;
}

/* Names of the rungs for which `differs` holds, in brackets; *n is how many of *of. */
struct tally {
    size_t same, more, fewer, of;
    char *names_more, *names_fewer;
};

static struct tally tally(const struct ladder *ladder, enum ladder_source source)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        const struct ladder_costs *other = source == LADDER_GO ? &rung->go : &rung->optimised;
        if (rung->part != LADDER_IN_MEMORY || !counted(rung) || other->allocs.n == 0)
            continue;
        double theirs = blocks_of(other);
        t.of++;
        t.same += theirs == allocs(rung);
        if (theirs > allocs(rung))
            say(&t.names_more, "%s%s", t.more++ > 0 ? ", " : "", rung->impl);
        if (theirs < allocs(rung))
            say(&t.names_fewer, "%s%s", t.fewer++ > 0 ? ", " : "", rung->impl);
    }
    return t;
}

static void say_tally(char **text, const struct tally *t)
{
    say(text, "makes as many allocations in %zu of %zu rungs", t->same, t->of);
    if (t->more > 0)
        say(text, ", more in %zu (%s)", t->more, t->names_more);
    if (t->fewer > 0)
        say(text, ", fewer in %zu (%s)", t->fewer, t->names_fewer);
}

static void tally_done(struct tally *t)
{
    free(t->names_more);
    free(t->names_fewer);
}

/* Do Go and the optimiser count the same? */
static char *others(const struct ladder *ladder)
{
    char *text = NULL;
    struct tally go = tally(ladder, LADDER_GO), optimised = tally(ladder, LADDER_OPTIMISED);
    const struct ladder_input *go_input = &ladder->inputs[LADDER_GO];
    const struct ladder_input *opt_input = &ladder->inputs[LADDER_OPTIMISED];
    const char *source = ladder_config(ladder, LADDER_GO, "source");
    const char *version = ladder_config(ladder, LADDER_GO, "go");
    if (go.of > 0) {
        say(&text, "Go's twin (%s, %s) ", version != NULL ? version : "version unknown",
            source != NULL ? source : "origin unknown");
        say_tally(&text, &go);
    } else {
        say(&text, "Go's twin could not be held against C's: %s",
            go_input->missing != NULL ? go_input->missing : "no rung is counted on both sides");
    }
    say(&text, "; ");
    if (optimised.of > 0 && optimised.fewer + optimised.more == 0) {
        say(&text, "the C compiler, free to optimise, changes none of %zu counts", optimised.of);
    } else if (optimised.of > 0) {
        say(&text, "the C compiler, free to optimise, ");
        say_tally(&text, &optimised);
    } else {
        say(&text, "what the optimiser changes was not measured: %s",
            opt_input->missing != NULL ? opt_input->missing : "no rung is counted in both builds");
    }
    say(&text, ".");
    tally_done(&go);
    tally_done(&optimised);
    return text;
}

/* The rung that stands for boxing: today's Go, or else the one with the most allocations that is
 * not the base. */
static const struct ladder_rung *boxing(const struct ladder *ladder)
{
    const struct ladder_rung *boxed = in_memory(ladder, "boxed"), *most = NULL;
    if (boxed != NULL && boxed->c.time.n > 0)
        return boxed;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part == LADDER_IN_MEMORY && counted(rung) && rung->c.time.n > 0 &&
            strcmp(rung->impl, ladder->base) != 0 && (most == NULL || allocs(rung) > allocs(most)))
            most = rung;
    }
    return most;
}

static void say_ratio(char **text, const struct ladder_rung *rung, const char *base)
{
    if (!(rung->p <= ALPHA))
        say(text, "%s and %s cannot be told apart by time (%.2f times, p=%.3f)", rung->impl, base,
            rung->ratio, rung->p);
    else
        say(text, "%s takes %.2f times as long as %s (p=%.3f)", rung->impl, rung->ratio, base,
            rung->p);
}

/* What the blocks cost in time, in memory and where there is a real server. */
static char *times(const struct ladder *ladder)
{
    char *text = NULL;
    const struct ladder_rung *boxed = boxing(ladder), *base = in_memory(ladder, ladder->base);
    const struct ladder_rung *wire = NULL, *wire_base = NULL;
    const char *impl = boxed != NULL ? boxed->impl : "boxed";
    for (size_t i = 0; i < ladder->n && wire == NULL; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_WIRE || strcmp(rung->impl, impl) != 0 || isnan(rung->ratio))
            continue;
        wire = rung;
        wire_base = ladder_find(ladder, rung->group, ladder->base);
    }
    if (boxed == NULL || base == NULL || isnan(boxed->ratio)) {
        say(&text, "What the blocks cost in time was not measured: %s",
            ladder->inputs[LADDER_WRITTEN].missing != NULL ? ladder->inputs[LADDER_WRITTEN].missing
                                                           : "there are no two rungs to compare");
    } else {
        say(&text, "In memory ");
        say_ratio(&text, boxed, ladder->base);
    }
    if (wire != NULL && wire_base != NULL) {
        char *title = ladder_group_title(wire->group);
        say(&text, "; against the real Redis (%s) ", title);
        say_ratio(&text, wire, ladder->base);
        if (base != NULL && base->c.time.n > 0)
            say(&text, ", and the round trip is %.0f times the work in memory",
                wire_base->c.time.summary.center / base->c.time.summary.center);
        free(title);
    } else {
        say(&text, "; against a real Redis it was not measured: %s",
            ladder->inputs[LADDER_TCP].missing != NULL ? ladder->inputs[LADDER_TCP].missing
                                                       : "no such pair of rungs");
    }
    say(&text, ".");
    return text;
}

void ladder_findings(const struct ladder *ladder, char *findings[LADDER_FINDINGS])
{
    findings[0] = counts(ladder);
    findings[1] = others(ladder);
    findings[2] = times(ladder);
}
