/* benchfmt.h -- reads benchmark files in Go's format, whoever wrote them.
 *
 * The format is the one of golang.org/design/14313-benchmark-format: config lines, Unit lines,
 * result lines, and everything else is ignored. Reading never stops at a bad line: it is noted in
 * `problems`, and the next line is read. Subset: config keys start with an ASCII small letter.
 *
 * Ownership: the set owns all it hands out; strings are in its pool, so equal ones are equal
 * pointers. Not thread-safe. */
#ifndef HM_BENCHFMT_H
#define HM_BENCHFMT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "text/strpool.h"

struct hm__pair {
    const char *key, *value;
};

struct hm__config {
    struct hm__pair *pairs; /* in the order in which the keys were first seen */
    size_t n, cap;
};

struct hm__value {
    double value;     /* in the base unit */
    const char *unit; /* the base unit */
};

struct hm__result {
    const char *name; /* without the word Benchmark, with everything else */
    uint64_t iterations;
    size_t file, line;            /* number of the input, and line from 1 */
    size_t config;                /* index into set->configs */
    size_t first_value, n_values; /* in set->values */
};

enum hm__assume { HM__ASSUME_UNSAID, HM__ASSUME_NOTHING, HM__ASSUME_EXACT };

struct hm__unit {
    const char *name; /* the base unit */
    enum hm__assume assume;
    int better; /* +1 higher, -1 lower, 0 unknown */
    bool better_said;
};

struct hm__problem {
    char *text;   /* "path:line: what was expected" */
    bool warning; /* the input was read in full all the same */
};

struct hm__benchset {
    struct hm__strpool pool;
    const char **labels; /* of the inputs, by number */
    size_t n_labels, labels_cap;
    struct hm__config *configs;
    size_t n_configs, configs_cap;
    struct hm__result *results;
    size_t n_results, results_cap;
    struct hm__value *values;
    size_t n_values, values_cap;
    struct hm__unit *units;
    size_t n_units, units_cap;
    struct hm__problem *problems;
    size_t n_problems, problems_cap;
};

/* A set that is all zero is empty and ready. */
void hm__benchset_done(struct hm__benchset *set);

/* Read `in` to its end as one more input called `label`; path is for messages. Config starts
 * afresh, units carry over. False if a problem that is not a warning was noted. */
bool hm__benchset_read(struct hm__benchset *set, FILE *in, const char *path, const char *label);

/* The same for the file at path, "-" being the standard input. */
bool hm__benchset_open(struct hm__benchset *set, const char *path, const char *label);

/* Note a problem of the caller's own. */
void hm__benchset_problem(struct hm__benchset *set, bool warning, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* One line on stderr in the name of a verb. */
void hm__problem_say(const char *verb, const struct hm__problem *problem);

/* What is known of a base unit; NULL if no line said anything. */
const struct hm__unit *hm__benchset_unit(const struct hm__benchset *set, const char *unit);

/* The value of a config key for a result; NULL if it has none. */
const char *hm__result_config(const struct hm__benchset *set, const struct hm__result *result,
                              const char *key);

/* Where a part of a name lies: "/key=value" for the key "/key", the "-8" at the end for
 * "/gomaxprocs". *value and *value_len say what is behind the '=' or '-'. Returns its offset, with
 * its length in *len, or SIZE_MAX if the name has no such part. */
size_t hm__name_part(const char *name, const char *key, size_t *len, const char **value,
                     size_t *value_len);

#endif
