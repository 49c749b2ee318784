/* ladder_cell.c -- figures of the ladder in words: what all its writers share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ladder/ladder.h"
#include "cli/xalloc.h"

#define ALPHA 0.05

void hm__figure_count(char *out, size_t size, const struct hm__figure *figure)
{
    const struct hm__summary *s = &figure->summary;
    if (figure->n == 0)
        snprintf(out, size, "-");
    else if (s->varies)
        snprintf(out, size, "%.6g..%.6g", s->lo, s->hi);
    else
        snprintf(out, size, "%.6g", s->center);
}

void hm__figure_ns(char *out, size_t size, const struct hm__figure *figure)
{
    double ns = figure->summary.center * 1e9;
    if (figure->n == 0)
        snprintf(out, size, "-");
    else
        snprintf(out, size, "%.*f", ns < 9.9995 ? 3 : ns < 99.995 ? 2 : ns < 999.95 ? 1 : 0, ns);
}

void hm__figure_spread(char *out, size_t size, const struct hm__figure *figure)
{
    double spread = figure->n == 0 ? NAN : hm__summary_spread(&figure->summary);
    out[0] = '\0';
    if (isinf(spread))
        snprintf(out, size, "± ∞");
    else if (!isnan(spread))
        snprintf(out, size, "± %.0f%%", spread * 100);
}

void hm__costs_pair(char *out, size_t size, const struct hm__costs *costs)
{
    char allocs[32], bytes[32];
    if (costs->allocs.n == 0 && costs->bytes.n == 0) {
        snprintf(out, size, "-");
        return;
    }
    hm__figure_count(allocs, sizeof allocs, &costs->allocs);
    hm__figure_count(bytes, sizeof bytes, &costs->bytes);
    snprintf(out, size, "%s/%s", allocs, bytes);
}

bool hm__rung_is_noise(const struct hm__rung *rung)
{
    return !isnan(rung->ratio) && rung->ratio != 1 && !(rung->p <= ALPHA);
}

void hm__rung_ratio(char *out, size_t size, const struct hm__rung *rung)
{
    if (isnan(rung->ratio))
        snprintf(out, size, "-");
    else
        snprintf(out, size, "%.2f", rung->ratio);
}

static bool differs(const struct hm__figure *figure, double claim)
{
    return figure->n > 0 && (figure->summary.lo != claim || figure->summary.hi != claim);
}

bool hm__rung_breaks_claim(const struct hm__rung *rung)
{
    return rung->claimed && (differs(&rung->c.allocs, rung->claim_allocs) ||
                             differs(&rung->c.bytes, rung->claim_bytes));
}

char *hm__rung_remark(const struct hm__ladder *ladder, const struct hm__rung *rung)
{
    const char *why = rung->why != NULL ? rung->why : "(no reason is given)";
    char *gc = NULL, *broken = NULL, *go = NULL, ns[32];
    if (rung->why == NULL && ladder->no_why != NULL)
        why = "(the reason is not known)";
    if (rung->c.gc_allocs.n > 0)
        gc = hm__xprintf(" (collector: %.4g allocs, %.4g B)", rung->c.gc_allocs.summary.center,
                         rung->c.gc_bytes.summary.center);
    if (hm__rung_breaks_claim(rung))
        broken = hm__xprintf("; CLAIM BROKEN: %g allocs, %g B were claimed", rung->claim_allocs,
                             rung->claim_bytes);
    if (rung->go.time.n > 0 && rung->part == HM__IN_MEMORY) {
        const char *source = hm__ladder_config(ladder, HM__GO, "source");
        hm__figure_ns(ns, sizeof ns, &rung->go.time);
        go = hm__xprintf(" (Go %s: %s ns)", source != NULL ? source : "of unknown origin", ns);
    }
    char *remark = hm__xprintf("%s%s%s%s", why, gc != NULL ? gc : "", go != NULL ? go : "",
                               broken != NULL ? broken : "");
    free(go);
    free(gc);
    free(broken);
    return remark;
}

const char *hm__ladder_config(const struct hm__ladder *ladder, enum hm__source source,
                              const char *key)
{
    const struct hm__benchset *set = &ladder->inputs[source].set;
    return set->n_results > 0 ? hm__result_config(set, &set->results[0], key) : NULL;
}

bool hm__ladder_go_is_recorded(const struct hm__ladder *ladder)
{
    const char *source = hm__ladder_config(ladder, HM__GO, "source");
    return source != NULL && strcmp(source, "recorded") == 0;
}

char *hm__ladder_go(const struct hm__ladder *ladder)
{
    const struct hm__input *input = &ladder->inputs[HM__GO];
    if (!input->read)
        return hm__xprintf("not measured: %s", input->missing);
    const char *version = hm__ladder_config(ladder, HM__GO, "go");
    const char *source = hm__ladder_config(ladder, HM__GO, "source");
    const char *redigo = hm__ladder_config(ladder, HM__GO, "redigo");
    return hm__xprintf("%s%s%s, %s%s", version != NULL ? version : "version unknown",
                       redigo != NULL ? ", redigo " : "", redigo != NULL ? redigo : "",
                       source != NULL ? source : "nobody says whether live or recorded",
                       hm__ladder_go_is_recorded(ladder) ? ": counts only" : "");
}

char *hm__group_title(const char *group)
{
    size_t len, net_len, pipe_len;
    const char *net = NULL, *pipe = NULL;
    if (hm__name_part(group, "/net", &len, &net, &net_len) == SIZE_MAX)
        return hm__xprintf("%s", group);
    if (hm__name_part(group, "/pipeline", &len, &pipe, &pipe_len) == SIZE_MAX)
        return hm__xprintf("net=%.*s, one by one", (int)net_len, net);
    return hm__xprintf("net=%.*s, pipelined: %.*s commands in flight", (int)net_len, net,
                       (int)pipe_len, pipe);
}
