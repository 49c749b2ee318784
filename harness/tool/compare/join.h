/* join.h -- benchmark results joined into tables: a row for each name, a column for each variant.
 *
 * A table holds one unit. Plain data for the writers, which format and compute nothing. Ownership:
 * compare_join() returns it owned; strings are borrowed from the set or owned inside, so the set
 * must live longer. */
#ifndef HM_COMPARE_JOIN_H
#define HM_COMPARE_JOIN_H

#include <stdbool.h>
#include <stddef.h>

#include "compare/projection.h"
#include "stats/sample.h"

struct compare_join_options {
    /* Keys of the columns, a good projection; "file" is ".file". NULL: "/impl" if there is one
     * input and a name has it, otherwise "file". */
    const char *by;
    /* NULL: config and threads part tables and rows only where a column has two of them. Else
     * exactly what it says, as benchstat does; `by` is its text for the columns. */
    struct compare_layout *layout;
    const char *base; /* NULL: the first column */
    double alpha, confidence;
};

struct compare_cell {
    double *values; /* sorted, without NaN */
    size_t n, cap;
    size_t example;  /* index of its first result; meaningless if there is none */
    char *varies_in; /* keys in which its results differ and that no key of a layout names; NULL:
                      * none. Owned */
    size_t left_out; /* NaN among the measurements */
    struct stats_summary summary;
    bool compared; /* the row has a base, and this is not it */
    double p;      /* 0: exact, any difference is one */
    bool significant;
    bool all_equal;
    bool too_few; /* p <= alpha could not be reached with so few values */
    size_t base_n;
};

struct compare_row {
    const char *name;
    char *order;                /* for the sorting of a layout; owned */
    struct compare_cell *cells; /* one for each column of the join; n 0: nothing measured */
};

struct compare_mean { /* of one column of a table; NaN is undefined */
    double center, ratio;
    bool partial; /* not the same rows as the base column */
};

struct compare_table {
    const char *unit;
    size_t group;
    char *order;  /* for the sorting of a layout; owned */
    bool keyless; /* the names have no part for the columns: one column, the inputs' own results */
    bool exact;
    struct compare_row *rows;
    size_t n_rows, cap;
    struct compare_mean *means; /* one for each column of the join */
    size_t base;                /* the column that the others are compared with; SIZE_MAX: none */
};

/* The config that a group of tables shares. */
struct compare_group {
    struct gobench_pair *pairs;
    size_t n;
};

/* A config key whose value differs from column to column without splitting the tables. */
struct compare_differs {
    const char *key;
    const char **values; /* for each column; NULL: not set */
};

struct compare_joined {
    const struct gobench_set *set;
    const char *by;
    bool by_file;
    bool drop_procs; /* rows are without -N, which only differs from column to column */
    const char **columns;
    size_t n_columns, columns_cap;
    size_t base; /* the chosen one; SIZE_MAX if --base names none */
    struct compare_group *groups;
    size_t n_groups, groups_cap;
    struct compare_table *tables;
    size_t n_tables, tables_cap;
    struct compare_differs *differs;
    size_t n_differs, differs_cap;
    struct gobench_pair *shared; /* config all results agree on */
    size_t n_shared, shared_cap;
    struct text_strpool names; /* rows' names, and keys of the join */
};

struct compare_joined *compare_join(const struct gobench_set *set,
                                    const struct compare_join_options *options);
void compare_joined_free(struct compare_joined *joined);

/* Nothing was measured in this cell, not even what was left out. */
bool compare_cell_is_empty(const struct compare_cell *cell);

/* True if the column has a cell in the table that is not empty. */
bool compare_table_has(const struct compare_table *table, size_t column);

/* new/old - 1 as a percentage; infinite if old is 0 and new is not, or if both are infinite. */
double compare_delta_percent(double old, double new);

#endif
