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
    SHORT_FIRST = 4, /* innermost calls that a short chain has, also of a cycle */
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

/* How the chains of a site are written. */
struct shown {
    bool brief, mixed; /* without the middle; with the homes of each */
    bool left_out;     /* a middle was left out */
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

static void write_number(FILE *out, size_t least, size_t most)
{
    fprintf(out, "%zu", least);
    if (least != most)
        fprintf(out, "..%zu", most);
}

static void write_fold(FILE *out, const struct folded *f, size_t index, struct shown *shown)
{
    const struct fold *part = &f->folds[index];
    size_t calls = part->period;
    if (shown->brief && calls > SHORT_FIRST + 1)
        calls = SHORT_FIRST;
    if (part->period > 1)
        fputs(index == 0 ? "[" : " <- [", out);
    for (size_t k = 0; k < calls; k++)
        write_call(out, &f->chain->frames[part->first + k],
                   k == 0 && (index == 0 || part->period > 1));
    if (calls < part->period)
        fprintf(out, " <- %zu more calls", part->period - calls);
    shown->left_out = shown->left_out || calls < part->period;
    if (part->period > 1)
        fputs("]", out);
    if (part->most > 1) {
        fputs(" x ", out);
        write_number(out, part->least, part->most);
    }
    if (part->more)
        fputs(" or more", out);
}

/* In which fold the home frame of the blocks lies; f->count: in none, or in several. */
static size_t home_fold(const struct folded *f)
{
    size_t i = 0;
    if (f->home_blocks == 0 || f->depth_min != f->depth_max || f->depth_min == 0)
        return f->count;
    while (i + 1 < f->count && f->folds[i + 1].first < f->depth_min)
        i++;
    return i;
}

/* A short chain has its innermost calls, the home and the outermost call. Of the folds from `from`
 * on: how many others follow each other? */
static size_t hidden(const struct folded *f, size_t from, const struct shown *shown)
{
    size_t home = home_fold(f), to = from;
    if (!shown->brief || from < SHORT_FIRST)
        return 0;
    while (to + 1 < f->count && to != home)
        to++;
    bool is_one_call = to == from + 1 && f->folds[from].period == 1;
    return is_one_call ? 0 : to - from;
}

static void write_hidden(FILE *out, const struct folded *f, size_t from, size_t count)
{
    size_t least = 0, most = 0;
    bool more = false;
    for (size_t i = from; i < from + count; i++) {
        least += f->folds[i].period * f->folds[i].least;
        most += f->folds[i].period * f->folds[i].most;
        more = more || f->folds[i].more;
    }
    fputs(" <- ", out);
    write_number(out, least, most);
    fputs(more ? " or more calls" : " more calls", out);
}

static void write_folded(FILE *out, const struct folded *f, struct shown *shown)
{
    fputs("        for ", out);
    for (size_t i = 0; i < f->count;) {
        size_t count = hidden(f, i, shown);
        if (count == 0) {
            write_fold(out, f, i++, shown);
            continue;
        }
        write_hidden(out, f, i, count);
        shown->left_out = true;
        i += count;
    }
    if (f->left_out_max > f->left_out_min)
        fprintf(out, " (without %u..%u calls of recursion)", f->left_out_min, f->left_out_max);
    else if (f->left_out_max > 0)
        fprintf(out, " (without %u call%s of recursion)", f->left_out_max,
                verdict_plural(f->left_out_max));
    fprintf(out, "%s: %" PRIu64 " block%s", f->chain->cut ? " <- ..." : "", f->blocks,
            verdict_plural(f->blocks));
    if (shown->mixed)
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

bool verdict_write_callers(FILE *out, const struct verdict_site *site, bool brief, bool *left_out)
{
    struct folded *folded = calloc(site->caller_count + 1, sizeof *folded);
    size_t count = 0;
    struct shown shown = { .brief = brief, .mixed = mixes_homes(site) };
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
        write_folded(out, &folded[i], &shown);
    if (ok && count > CALLERS_SHOWN)
        write_more(out, folded + CALLERS_SHOWN, count - CALLERS_SHOWN, shown.mixed);
    *left_out = *left_out || shown.left_out;
    for (size_t i = 0; folded != NULL && i < count; i++)
        free(folded[i].folds);
    free(folded);
    return ok;
}
