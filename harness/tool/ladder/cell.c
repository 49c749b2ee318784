/* ladder_cell.c -- figures of the ladder in words: what all its writers share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ladder/ladder.h"
#include "cli/xalloc.h"

#define ALPHA 0.05

void ladder_figure_count(char *out, size_t size, const struct ladder_figure *figure)
{
    const struct stats_summary *s = &figure->summary;
    if (figure->n == 0)
        snprintf(out, size, "-");
    else if (s->varies)
        snprintf(out, size, "%.6g..%.6g", s->lo, s->hi);
    else
        snprintf(out, size, "%.6g", s->center);
}

void ladder_figure_ns(char *out, size_t size, const struct ladder_figure *figure)
{
    double ns = figure->summary.center * 1e9;
    if (figure->n == 0)
        snprintf(out, size, "-");
    else
        snprintf(out, size, "%.*f", ns < 9.9995 ? 3 : ns < 99.995 ? 2 : ns < 999.95 ? 1 : 0, ns);
}

void ladder_figure_spread(char *out, size_t size, const struct ladder_figure *figure)
{
    double spread = figure->n == 0 ? NAN : stats_summary_spread(&figure->summary);
    out[0] = '\0';
    if (isinf(spread))
        snprintf(out, size, "± ∞");
    else if (!isnan(spread))
        snprintf(out, size, "± %.0f%%", spread * 100);
}

void ladder_costs_pair(char *out, size_t size, const struct ladder_costs *costs)
{
    char allocs[32], bytes[32];
    if (costs->allocs.n == 0 && costs->bytes.n == 0) {
        snprintf(out, size, "-");
        return;
    }
    ladder_figure_count(allocs, sizeof allocs, &costs->allocs);
    ladder_figure_count(bytes, sizeof bytes, &costs->bytes);
    snprintf(out, size, "%s/%s", allocs, bytes);
}

bool ladder_rung_is_noise(const struct ladder_rung *rung)
{
    return !isnan(rung->ratio) && rung->ratio != 1 && !(rung->p <= ALPHA);
}

void ladder_rung_ratio(char *out, size_t size, const struct ladder_rung *rung)
{
    if (isnan(rung->ratio))
        snprintf(out, size, "-");
    else
        snprintf(out, size, "%.2f", rung->ratio);
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
    const char *why = rung->why != NULL ? rung->why : "(no reason is given)";
    char *gc = NULL, *broken = NULL, *go = NULL, ns[32];
    if (rung->why == NULL && ladder->no_why != NULL)
        why = "(the reason is not known)";
    if (rung->c.gc_allocs.n > 0)
        gc = xprintf(" (collector: %.4g allocs, %.4g B)", rung->c.gc_allocs.summary.center,
                     rung->c.gc_bytes.summary.center);
    if (ladder_rung_breaks_claim(rung))
        broken = xprintf("; CLAIM BROKEN: %g allocs, %g B were claimed", rung->claim_allocs,
                         rung->claim_bytes);
    if (rung->go.time.n > 0 && rung->part == LADDER_IN_MEMORY) {
        const char *source = ladder_config(ladder, LADDER_GO, "source");
        ladder_figure_ns(ns, sizeof ns, &rung->go.time);
        go = xprintf(" (Go %s: %s ns)", source != NULL ? source : "of unknown origin", ns);
    }
    char *remark = xprintf("%s%s%s%s", why, gc != NULL ? gc : "", go != NULL ? go : "",
                           broken != NULL ? broken : "");
    free(go);
    free(gc);
    free(broken);
    return remark;
}

const char *ladder_config(const struct ladder *ladder, enum ladder_source source, const char *key)
{
    const struct gobench_set *set = &ladder->inputs[source].set;
    return set->n_results > 0 ? gobench_result_config(set, &set->results[0], key) : NULL;
}

bool ladder_go_is_recorded(const struct ladder *ladder)
{
    const char *source = ladder_config(ladder, LADDER_GO, "source");
    return source != NULL && strcmp(source, "recorded") == 0;
}

char *ladder_go(const struct ladder *ladder)
{
    const struct ladder_input *input = &ladder->inputs[LADDER_GO];
    if (!input->read)
        return xprintf("not measured: %s", input->missing);
    const char *version = ladder_config(ladder, LADDER_GO, "go");
    const char *source = ladder_config(ladder, LADDER_GO, "source");
    const char *redigo = ladder_config(ladder, LADDER_GO, "redigo");
    return xprintf("%s%s%s, %s%s", version != NULL ? version : "version unknown",
                   redigo != NULL ? ", redigo " : "", redigo != NULL ? redigo : "",
                   source != NULL ? source : "nobody says whether live or recorded",
                   ladder_go_is_recorded(ladder) ? ": counts only" : "");
}

char *ladder_group_title(const char *group)
{
    size_t len, net_len, pipe_len;
    const char *net = NULL, *pipe = NULL;
    if (gobench_name_part(group, "/net", &len, &net, &net_len) == SIZE_MAX)
        return xprintf("%s", group);
    if (gobench_name_part(group, "/pipeline", &len, &pipe, &pipe_len) == SIZE_MAX)
        return xprintf("net=%.*s, one by one", (int)net_len, net);
    return xprintf("net=%.*s, pipelined: %.*s commands in flight", (int)net_len, net, (int)pipe_len,
                   pipe);
}
