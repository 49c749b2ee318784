/* projection.h -- --table, --row, --col and --ignore in benchstat's syntax: which keys of a result
 * make its table, its row and its column, and in which order these stand. */
#ifndef HM_COMPARE_PROJECTION_H
#define HM_COMPARE_PROJECTION_H

#include "compare/key.h"

struct compare_field {
    struct compare_key key;
    enum { COMPARE_FIRST, COMPARE_ALPHA, COMPARE_NUM, COMPARE_FIXED } order;
    const char **fixed; /* the values in their order; others are left out; owned */
    size_t n_fixed, fixed_cap;
    struct text_strpool seen; /* values in the order in which they were seen */
    size_t *ranks;            /* of those, once all were seen; owned */
};

struct compare_projection {
    struct compare_field *fields;
    size_t n, cap;
    struct text_strpool pool;
};

/* Parse "KEY[@ORDER][,KEY...]" into a projection that is all zero. Returns NULL, or what was
 * expected where, owned by the caller. compare_projection_done() either way. */
char *compare_projection_parse(struct compare_projection *projection, const char *text);
void compare_projection_done(struct compare_projection *projection);

/* True if one of its keys has this text. */
bool compare_projection_has(const struct compare_projection *projection, const char *key);

/* Which projections there are. A key that one of them names is left out of .fullname and .config
 * wherever these stand. */
struct compare_layout {
    struct compare_projection table, row, col, ignore;
};

bool compare_layout_has(const struct compare_layout *layout, const char *key);

/* compare_key_rest() without the keys of the layout. Owned. */
char *compare_layout_rest(const struct compare_layout *layout, const char *name);

/* Drop the results with a value that an order with fixed values does not name. */
void compare_layout_filter(const struct compare_layout *layout, struct gobench_set *set);

/* A result by the keys of one projection. */
struct compare_tuple {
    char *identity; /* equal for equal values; owned */
    char *shown;    /* the values that are not empty, with blanks between them; owned */
    char *order;    /* compares as strcmp() does where the tuple stands, after
                     * compare_projection_rank(); owned */
    bool any;       /* the result has one of the keys */
};

struct compare_tuple compare_project(struct compare_projection *projection,
                                     const struct compare_layout *layout,
                                     const struct gobench_set *set,
                                     const struct gobench_result *result);
void compare_tuple_done(struct compare_tuple *tuple);

/* All results were projected once: from now on tuples have an order. */
void compare_projection_rank(struct compare_projection *projection);

#endif
