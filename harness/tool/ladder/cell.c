/* cell.c -- the cells of a ladder in words: what all its writers share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "ladder/ladder.h"

#define BUSY_SPREAD 0.25 /* where most rungs vary by more, comparing times says nothing */

struct ladder_number ladder_number(double x)
{
    struct ladder_number number;
    if (x == rint(x) && fabs(x) < 1e15)
        snprintf(number.text, sizeof number.text, "%.0f", x);
    else if (fabs(x) < 1000 || fabs(x) >= 1e15)
        snprintf(number.text, sizeof number.text, "%.4g", x);
    else
        snprintf(number.text, sizeof number.text, "%.1f", x);
    return number;
}

static char *count(const struct ladder_figure *figure)
{
    const struct stats_summary *s = &figure->summary;
    if (figure->n == 0)
        return xprintf("-");
    return s->varies ? xprintf("%s..%s", ladder_number(s->lo).text, ladder_number(s->hi).text)
                     : xprintf("%s", ladder_number(s->center).text);
}

char *ladder_figure_ns(const struct ladder_figure *figure)
{
    double ns = figure->summary.center * 1e9;
    if (figure->n == 0)
        return xprintf("-");
    return xprintf("%.*f", ns < 9.9995 ? 3 : ns < 99.995 ? 2 : ns < 999.95 ? 1 : 0, ns);
}

static char *spread(const struct ladder_figure *figure)
{
    double spread = figure->n == 0 ? NAN : stats_summary_spread(&figure->summary);
    if (isnan(spread))
        return xprintf("%s", "");
    return isinf(spread) ? xprintf("± ∞") : xprintf("± %.0f%%", spread * 100);
}

char *ladder_costs_pair(const struct ladder_costs *costs)
{
    if (costs->allocs.n == 0 && costs->bytes.n == 0)
        return xprintf("-");
    char *allocs = count(&costs->allocs), *bytes = count(&costs->bytes);
    char *pair = xprintf("%s/%s", allocs, bytes);
    free(allocs);
    free(bytes);
    return pair;
}

static bool is_noise(const struct ladder_rung *rung)
{
    return !isnan(rung->ratio) && rung->ratio != 1 && !rung->holds;
}

static const struct {
    const char *head;
    bool text;
} columns[LADDER_N_COLUMNS] = {
    [LADDER_COL_NAME] = { "rung", true },
    [LADDER_COL_IN_GO] = { "in Go", true },
    [LADDER_COL_ALLOCS] = { "allocs/op", false },
    [LADDER_COL_BYTES] = { "B/op", false },
    [LADDER_COL_BAR] = { "", true },
    [LADDER_COL_GO_BYTES] = { "go-B/op", false },
    [LADDER_COL_NS] = { "ns/op", false },
    [LADDER_COL_SPREAD] = { "", false },
    [LADDER_COL_RATIO] = { "x base", false },
    [LADDER_COL_NOISE] = { "", true },
    [LADDER_COL_OPTIMISED] = { "-O2", false },
    [LADDER_COL_GO] = { "Go", false },
    [LADDER_COL_GO_NS] = { "Go ns", false },
    [LADDER_COL_WHY] = { "why", true },
};

const char *ladder_column_head(enum ladder_column column)
{
    return columns[column].head;
}

bool ladder_column_is_text(enum ladder_column column)
{
    return columns[column].text;
}

char *ladder_cell(enum ladder_column column, const struct ladder_rung *rung)
{
    switch (column) {
    case LADDER_COL_NAME:
        return xprintf("%s", rung->impl[0] != '\0' ? rung->impl : rung->group);
    case LADDER_COL_IN_GO:
        return xprintf("%s", rung->in_go != NULL ? rung->in_go : "-");
    case LADDER_COL_ALLOCS:
        return count(&rung->c.allocs);
    case LADDER_COL_BYTES:
        return count(&rung->c.bytes);
    case LADDER_COL_GO_BYTES:
        return count(&rung->c.go_bytes);
    case LADDER_COL_NS:
        return ladder_figure_ns(&rung->c.time);
    case LADDER_COL_SPREAD:
        return spread(&rung->c.time);
    case LADDER_COL_RATIO:
        return isnan(rung->ratio) ? xprintf("-") : xprintf("%.2f", rung->ratio);
    case LADDER_COL_NOISE:
        return xprintf("%s", is_noise(rung) ? "~" : "");
    case LADDER_COL_OPTIMISED:
        return ladder_costs_pair(&rung->optimised);
    case LADDER_COL_GO:
        return ladder_costs_pair(&rung->go);
    case LADDER_COL_GO_NS:
        return ladder_figure_ns(&rung->go.time);
    case LADDER_COL_BAR:
    case LADDER_COL_WHY:
    case LADDER_N_COLUMNS:
        break;
    }
    return xprintf("%s", "");
}

static bool differs(const struct ladder_figure *figure, double claim)
{
    return figure->n > 0 && (figure->summary.lo != claim || figure->summary.hi != claim);
}

bool ladder_rung_breaks_claim(const struct ladder_rung *rung)
{
    return rung->claimed && (differs(&rung->c.allocs, rung->claim_allocs) ||
                             differs(&rung->c.bytes, rung->claim_bytes));
}

char *ladder_rung_remark(const struct ladder *ladder, const struct ladder_rung *rung)
{
    char *remark = xprintf("%s", rung->why != NULL        ? rung->why
                                 : ladder->no_why != NULL ? "(the reason is not known)"
                                                          : "(no reason is given)");
    if (rung->c.gc_allocs.n > 0)
        xappend(&remark, " (collector: %s allocs, %s B)",
                ladder_number(rung->c.gc_allocs.summary.center).text,
                ladder_number(rung->c.gc_bytes.summary.center).text);
    if (ladder_rung_breaks_claim(rung))
        xappend(&remark, "; CLAIM BROKEN: %s allocs, %s B were claimed",
                ladder_number(rung->claim_allocs).text, ladder_number(rung->claim_bytes).text);
    return remark;
}

const char *ladder_config(const struct ladder_run *run, const char *key)
{
    return run->set.n_results > 0 ? gobench_result_config(&run->set, &run->set.results[0], key)
                                  : NULL;
}

const struct ladder_run *ladder_run_of(const struct ladder *ladder, enum ladder_key kind)
{
    size_t i = 0;
    while (ladder->runs[i].kind != kind)
        i++;
    return &ladder->runs[i];
}

char *ladder_run_missing(const struct ladder_run *run)
{
    if (run->missing == NULL)
        return NULL;
    return xprintf("%s: %s", run->read ? "measured in part" : "not measured", run->missing);
}

bool ladder_starts_group(const struct ladder *ladder, size_t i, enum ladder_part part)
{
    bool first = ladder->rungs[i].part == part;
    for (size_t k = 0; k < i; k++)
        first = first && strcmp(ladder->rungs[k].group, ladder->rungs[i].group) != 0;
    return first;
}

char *ladder_where(const struct ladder *ladder)
{
    const char *title = ladder_plan_field(&ladder->plan, LADDER_WHERE, 0);
    const char *key = ladder_plan_field(&ladder->plan, LADDER_WHERE, 1), *version = NULL;
    for (size_t i = 0; i < ladder->n_runs && key != NULL && version == NULL; i++)
        if (ladder->runs[i].kind == LADDER_ELSEWHERE)
            version = ladder_config(&ladder->runs[i], key);
    return xprintf("%s%s%s", title != NULL ? title : "Elsewhere", version != NULL ? " " : "",
                   version != NULL ? version : "");
}

bool ladder_go_is_recorded(const struct ladder *ladder)
{
    const char *source = ladder_config(ladder_run_of(ladder, LADDER_GO), "source");
    return source != NULL && strcmp(source, "recorded") == 0;
}

/* The middle half of the times as a share of the median: one slow round does not change it. */
static double middle_half(const struct ladder_figure *time)
{
    double low = time->values[time->n / 4], high = time->values[time->n - 1 - time->n / 4];
    return (high - low) / time->summary.center;
}

bool ladder_is_busy(const struct ladder *ladder)
{
    size_t n = 0, wide = 0;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_IN_MEMORY || rung->c.time.n < 4)
            continue;
        n++;
        wide += middle_half(&rung->c.time) > BUSY_SPREAD;
    }
    return 2 * wide > n;
}

char *ladder_go(const struct ladder *ladder)
{
    const struct ladder_run *run = ladder_run_of(ladder, LADDER_GO);
    if (!run->read)
        return xprintf("not measured: %s", run->missing);
    const char *key = ladder_plan_field(&ladder->plan, LADDER_GO, 1);
    const char *value = key != NULL ? ladder_config(run, key) : NULL;
    const char *version = ladder_config(run, "go"), *source = ladder_config(run, "source");
    char *text = xprintf("%s", version != NULL ? version : "version unknown");
    if (value != NULL)
        xappend(&text, ", %s %s", key, value);
    xappend(&text, ", %s%s", source != NULL ? source : "live or recorded is not said",
            ladder_go_is_recorded(ladder) ? ": counts only" : "");
    return text;
}
