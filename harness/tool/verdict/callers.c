/* callers.c -- the chains of callers of a site, with recursion folded: "make (list.c:14) x 8". */
#include <inttypes.h>
#include <stdlib.h>

#include "verdict/parts.h"
#include "verdict/paths.h"
#include "verdict/words.h"

enum {
    CALLERS_SHOWN = 3,
    PERIOD_MAX = 32, /* calls of a cycle that is found */
    LONG_FOLD = 128, /* calls: of a fold that the tracer may have left turns out of */
};

/* Calls of a chain that follow each other, and how often they do. */
struct fold {
    size_t first, period;
    size_t least, most;
    bool more; /* or more often than that */
};

/* Chains that differ only in how often something is repeated. */
struct folded {
    const struct verdict_caller *chain;
    struct fold *folds;
    size_t count;
    uint64_t blocks, home_blocks;
    unsigned depth_min, depth_max;       /* of those with a home */
    unsigned left_out_min, left_out_max; /* calls of recursion that are in no fold */
};

static bool equal_calls(const struct verdict_at *a, const struct verdict_at *b, size_t count)
{
    size_t i = 0;
    while (i < count && verdict_at_order(&a[i], &b[i]) == 0)
        i++;
    return i == count;
}

/* The cycle that takes in most calls from the first on. */
static struct fold fold_at(const struct verdict_at *frames, size_t count, size_t first)
{
    struct fold best = { first, 1, 1, 1, false };
    for (size_t period = 1; period <= PERIOD_MAX && first + 2 * period <= count; period++) {
        size_t times = 1;
        while (first + (times + 1) * period <= count &&
               equal_calls(&frames[first], &frames[first + times * period], period))
            times++;
        if (times > 1 && times * period > best.most * best.period)
            best = (struct fold){ first, period, times, times, false };
    }
    return best;
}

size_t verdict_left_out_at(const struct verdict_at *frames, size_t count)
{
    size_t at = count, longest = 0;
    for (size_t i = 0; i < count;) {
        struct fold next = fold_at(frames, count, i);
        i += next.period * next.most;
        if (next.period * next.most > longest) {
            longest = next.period * next.most;
            at = i;
        }
    }
    return at;
}

/* Turns that the tracer left out belong to a long fold. If there are several it is not known to
 * which. */
static void add_left_out(struct folded *f)
{
    size_t longs = 0;
    for (size_t i = 0; i < f->count; i++)
        longs += f->folds[i].period * f->folds[i].most >= LONG_FOLD;
    f->left_out_min = longs == 0 ? f->chain->left_out_min : 0;
    f->left_out_max = longs == 0 ? f->chain->left_out_max : 0;
    for (size_t i = 0; i < f->count && f->chain->left_out_max > 0; i++) {
        struct fold *fold = &f->folds[i];
        if (fold->period * fold->most < LONG_FOLD)
            continue;
        fold->more = longs > 1;
        fold->least += longs == 1 ? f->chain->left_out_min / fold->period : 0;
        fold->most += longs == 1 ? f->chain->left_out_max / fold->period : 0;
    }
}

/* Room for one fold a call is enough. False: no memory. */
static bool fold(struct folded *f, const struct verdict_caller *c)
{
    *f = (struct folded){ .chain = c,
                          .blocks = c->blocks,
                          .home_blocks = c->home_blocks,
                          .depth_min = c->depth_min,
                          .depth_max = c->depth_max };
    f->folds = calloc(c->count + 1, sizeof *f->folds);
    for (size_t i = 0; f->folds != NULL && i < c->count;) {
        struct fold next = fold_at(c->frames, c->count, i);
        f->folds[f->count++] = next;
        i += next.period * next.most;
    }
    if (f->folds != NULL)
        add_left_out(f);
    return f->folds != NULL;
}

static bool alike(const struct folded *a, const struct folded *b)
{
    if (a->count != b->count || a->chain->cut != b->chain->cut)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct fold *x = &a->folds[i], *y = &b->folds[i];
        if (x->period != y->period ||
            !equal_calls(&a->chain->frames[x->first], &b->chain->frames[y->first], x->period))
            return false;
    }
    return true;
}

static void join(struct folded *to, const struct folded *from)
{
    if (from->home_blocks != 0 && (to->home_blocks == 0 || from->depth_min < to->depth_min))
        to->depth_min = from->depth_min;
    if (from->depth_max > to->depth_max)
        to->depth_max = from->depth_max;
    to->home_blocks += from->home_blocks;
    to->blocks += from->blocks;
    if (from->left_out_min < to->left_out_min)
        to->left_out_min = from->left_out_min;
    if (from->left_out_max > to->left_out_max)
        to->left_out_max = from->left_out_max;
    for (size_t i = 0; i < to->count; i++) {
        if (from->folds[i].least < to->folds[i].least)
            to->folds[i].least = from->folds[i].least;
        if (from->folds[i].most > to->folds[i].most)
            to->folds[i].most = from->folds[i].most;
        to->folds[i].more = to->folds[i].more || from->folds[i].more;
    }
}

static void write_call(FILE *out, const struct verdict_at *at, bool first)
{
    char place[512], name[VERDICT_NAME_ROOM];
    fprintf(out, "%s%s", first ? "" : " <- ", verdict_short(at->function, "?", VERDICT_NAME, name));
    verdict_where(at, place, sizeof place);
    if (at->file != NULL)
        fprintf(out, " (%s)", place);
}

/* Of a site where some blocks have a home and some have none: which callers' blocks do. */
static void write_homes(FILE *out, const struct folded *f)
{
    if (f->home_blocks == 0)
        fputs(", none with a home", out);
    else if (f->home_blocks == f->blocks)
        fputs(f->blocks == 1 ? ", with a home" : ", all with a home", out);
    else
        fprintf(out, ", %" PRIu64 " with a home", f->home_blocks);
    if (f->home_blocks != 0 && f->depth_min == f->depth_max)
        fprintf(out, " %u frame%s up", f->depth_min, verdict_plural(f->depth_min));
    else if (f->home_blocks != 0)
        fprintf(out, " %u..%u frames up", f->depth_min, f->depth_max);
}

static void write_folded(FILE *out, const struct folded *f, bool mixed)
{
    fputs("        for ", out);
    for (size_t i = 0; i < f->count; i++) {
        const struct fold *part = &f->folds[i];
        if (part->period > 1)
            fputs(i == 0 ? "[" : " <- [", out);
        for (size_t k = 0; k < part->period; k++)
            write_call(out, &f->chain->frames[part->first + k],
                       k == 0 && (i == 0 || part->period > 1));
        if (part->period > 1)
            fputs("]", out);
        if (part->least != part->most)
            fprintf(out, " x %zu..%zu", part->least, part->most);
        else if (part->most > 1)
            fprintf(out, " x %zu", part->most);
        if (part->more)
            fputs(" or more", out);
    }
    if (f->left_out_max > f->left_out_min)
        fprintf(out, " (without %u..%u calls of recursion)", f->left_out_min, f->left_out_max);
    else if (f->left_out_max > 0)
        fprintf(out, " (without %u call%s of recursion)", f->left_out_max,
                verdict_plural(f->left_out_max));
    fprintf(out, "%s: %" PRIu64 " block%s", f->chain->cut ? " <- ..." : "", f->blocks,
            verdict_plural(f->blocks));
    if (mixed)
        write_homes(out, f);
    fputc('\n', out);
}

static bool mixes_homes(const struct verdict_site *site)
{
    size_t homes = 0;
    for (size_t i = 0; i < site->end_count; i++)
        homes += verdict_has_home(&site->ends[i]);
    return homes != 0 && homes != site->end_count && verdict_is_placed_by_program(site);
}

static int most_blocks(const void *left, const void *right)
{
    const struct folded *a = left, *b = right;
    int order = verdict_falling(a->blocks, b->blocks);
    return order != 0 ? order : (a->chain > b->chain) - (a->chain < b->chain);
}

/* Those that are not shown, summed. */
static void write_more(FILE *out, const struct folded *folded, size_t count, bool mixed)
{
    struct folded sum = folded[0];
    for (size_t i = 1; i < count; i++) {
        const struct folded *f = &folded[i];
        if (f->home_blocks != 0 && (sum.home_blocks == 0 || f->depth_min < sum.depth_min))
            sum.depth_min = f->depth_min;
        if (f->home_blocks != 0 && (sum.home_blocks == 0 || f->depth_max > sum.depth_max))
            sum.depth_max = f->depth_max;
        sum.home_blocks += f->home_blocks;
        sum.blocks += f->blocks;
    }
    fprintf(out, "        and for %zu more caller%s: %" PRIu64 " block%s", count,
            verdict_plural(count), sum.blocks, verdict_plural(sum.blocks));
    if (mixed)
        write_homes(out, &sum);
    fputc('\n', out);
}

bool verdict_write_callers(FILE *out, const struct verdict_site *site)
{
    struct folded *folded = calloc(site->caller_count + 1, sizeof *folded);
    size_t count = 0;
    const bool mixed = mixes_homes(site);
    bool ok = folded != NULL;
    for (size_t i = 0; ok && i < site->caller_count; i++) {
        if (site->callers[i].count == 0)
            continue;
        ok = fold(&folded[count], &site->callers[i]);
        size_t k = 0;
        while (ok && k < count && !alike(&folded[k], &folded[count]))
            k++;
        if (k < count) {
            join(&folded[k], &folded[count]);
            free(folded[count].folds);
        } else
            count++;
    }
    if (ok && count > 1)
        qsort(folded, count, sizeof *folded, most_blocks);
    for (size_t i = 0; ok && i < count && i < CALLERS_SHOWN; i++)
        write_folded(out, &folded[i], mixed);
    if (ok && count > CALLERS_SHOWN)
        write_more(out, folded + CALLERS_SHOWN, count - CALLERS_SHOWN, mixed);
    for (size_t i = 0; folded != NULL && i < count; i++)
        free(folded[i].folds);
    free(folded);
    return ok;
}
