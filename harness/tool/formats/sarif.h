/* sarif.h -- findings as SARIF 2.1.0 (OASIS), for code scanning of GitHub and for editors: a
 * finding is a result, the use that ends its way is a related location, its steps are a code flow.
 *
 * Whoever writes sets jansson to a malloc that cannot fail, as xjson() does. Strings are borrowed
 * for the call alone. */
#ifndef HM_FORMATS_SARIF_H
#define HM_FORMATS_SARIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jansson.h>

struct formats_rule {
    const char *id, *name, *help;
};

struct formats_place {
    const char *file;
    unsigned line, column; /* 0: unknown */
    const char *message;   /* NULL: none */
};

struct formats_finding {
    size_t rule;  /* index */
    bool warning; /* else a note */
    const char *message;
    struct formats_place at;
    const char *identity[4]; /* what it is recognised by after lines were added above; or NULL */
    const struct formats_place *steps; /* the way there; the last is the related location */
    size_t step_count;
    const struct formats_place *related; /* further related locations */
    size_t related_count;
    uint64_t count; /* how often it was seen; 0: not counted */
};

struct formats_sarif {
    json_t *results;
    const struct formats_rule *rules;
    size_t rule_count, left_out; /* left_out: findings for which a run has no room */
};

enum { FORMATS_SARIF_MOST = 25000 }; /* results of a run, at GitHub */

void formats_sarif_begin(struct formats_sarif *sarif, const struct formats_rule *rules,
                         size_t count);
void formats_sarif_add(struct formats_sarif *sarif, const struct formats_finding *finding);

/* Write the document and release everything. tool: "heapmark trace". False with errno set if it
 * could not be written. */
bool formats_sarif_end(struct formats_sarif *sarif, FILE *to, const char *tool);

#endif
