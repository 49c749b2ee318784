/* write_sarif.c -- the verdicts as SARIF (formats/sarif.h); contract in write.h.
 *
 * What is proven to stay is the finding that asks for a change, so it is a warning. Parameters and
 * locals that stay are left out: that is what one expects of them. */
#include "cli/xalloc.h"
#include "escape/base/arena.h"
#include "escape/write.h"
#include "formats/sarif.h"

enum { SITE_STAYS, SITE_ESCAPES, PARAM_LEAKS, LOCAL_ESCAPES };

static const struct formats_rule rules[] = {
    [SITE_STAYS] = { "site-stays", "A block need not be on the heap",
                     "It is proven that no use of the block outlives the function that makes it: "
                     "if its size is a constant, an automatic variable would do." },
    [SITE_ESCAPES] = { "site-escapes", "A block escapes to the heap",
                       "A use of the block may outlive the function that makes it. It is in the "
                       "related location." },
    [PARAM_LEAKS] = { "param-leaks", "A parameter leaks",
                      "What the caller passes here may live on after the call." },
    [LOCAL_ESCAPES] = { "local-escapes", "The address of a local escapes",
                        "The address may outlive the function, and the variable does not." },
};

/* SIZE_MAX: it is no finding. */
static size_t rule_of(const struct escape_verdict *v)
{
    switch (v->subject) {
    case ESCAPE_SUBJECT_SITE:
        return v->escapes ? SITE_ESCAPES : SITE_STAYS;
    case ESCAPE_SUBJECT_PARAM:
        return v->escapes ? PARAM_LEAKS : SIZE_MAX;
    case ESCAPE_SUBJECT_LOCAL:
        return v->escapes ? LOCAL_ESCAPES : SIZE_MAX;
    }
    return SIZE_MAX;
}

static size_t put_place(struct formats_place *list, size_t n, struct escape_place at,
                        const char *message)
{
    if (at.file == NULL)
        return n;
    list[n] = (struct formats_place){ at.file, at.line, at.column, message };
    return n + 1;
}

static void add(struct formats_sarif *sarif, const struct escape_verdict *v, size_t rule)
{
    struct formats_place *steps = escape_arena_get((v->flow_count + 2) * sizeof *steps);
    size_t n = 0;
    for (size_t i = 0; i < v->flow_count; i++)
        n = put_place(steps, n, v->flow[i].at, v->flow[i].text);
    if (n > 0 && steps[n - 1].line == v->why_at.line && steps[n - 1].column == v->why_at.column)
        n--; /* the last use is what stopped the proof, and the reason says more */
    n = put_place(steps, n, v->why_at, v->reason);
    formats_sarif_add(
        sarif, &(struct formats_finding){ .rule = rule,
                                          .warning = rule == SITE_STAYS,
                                          .message = v->message,
                                          .at = { v->at.file, v->at.line, v->at.column, NULL },
                                          .identity = { v->at.file, v->function, v->expression },
                                          .steps = steps,
                                          .step_count = n });
}

int escape_write_sarif(FILE *out, const struct escape_verdicts *verdicts)
{
    struct formats_sarif sarif;
    xjson();
    formats_sarif_begin(&sarif, rules, sizeof rules / sizeof rules[0]);
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct escape_verdict *v = &verdicts->list[i];
        size_t rule = rule_of(v);
        if (rule != SIZE_MAX && v->at.file != NULL)
            add(&sarif, v, rule);
    }
    return formats_sarif_end(&sarif, out, "heapmark escape") ? 0 : -1;
}
