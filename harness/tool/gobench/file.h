/* file.h -- reads benchmark files in Go's format, of any program, and `go test -json`'s events.
 *
 * The format is the one of golang.org/design/14313-benchmark-format: config lines, Unit lines,
 * result lines, and everything else is ignored. Reading never stops at a bad line: it is noted in
 * `problems`, and the next line is read. A subset: config keys start with an ASCII small letter.
 *
 * Ownership: the set owns all it hands out; strings are in its pool, so equal ones are equal
 * pointers. Not thread-safe. */
#ifndef HM_GOBENCH_FILE_H
#define HM_GOBENCH_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "text/strpool.h"

struct gobench_pair {
    const char *key, *value;
};

struct gobench_config {
    struct gobench_pair *pairs; /* in the order in which the keys were first seen */
    size_t n, cap;
};

struct gobench_value {
    double value;        /* in the base unit */
    const char *unit;    /* the base unit */
    const char *written; /* as it stands in the file */
};

struct gobench_result {
    const char *name; /* without the word Benchmark, with everything else */
    uint64_t iterations;
    size_t file, line;            /* number of the input, and line from 1 */
    size_t config;                /* index into set->configs */
    size_t first_value, n_values; /* in set->values */
};

enum gobench_assume { GOBENCH_ASSUME_UNSAID, GOBENCH_ASSUME_NOTHING, GOBENCH_ASSUME_EXACT };

struct gobench_unit {
    const char *name; /* the base unit */
    enum gobench_assume assume;
    int better; /* +1 higher, -1 lower, 0 unknown */
    bool better_said;
};

struct gobench_problem {
    char *text;   /* "path:line: what was expected" */
    bool warning; /* the input was read in full all the same */
};

struct gobench_set {
    struct text_strpool pool;
    const char **labels; /* of the inputs, by number */
    size_t n_labels, labels_cap;
    struct gobench_config *configs;
    size_t n_configs, configs_cap;
    struct gobench_result *results;
    size_t n_results, results_cap;
    struct gobench_value *values;
    size_t n_values, values_cap;
    struct gobench_unit *units;
    size_t n_units, units_cap;
    struct gobench_problem *problems;
    size_t n_problems, problems_cap;
};

/* A set that is all zero is empty and ready. */
void gobench_set_done(struct gobench_set *set);

/* Read `in` to its end as one more input called `label`; path is for messages. Config starts
 * afresh, units carry over. False if a problem that is not a warning was noted. */
bool gobench_read(struct gobench_set *set, FILE *in, const char *path, const char *label);

/* The same for the file at path, "-" being the standard input. */
bool gobench_open(struct gobench_set *set, const char *path, const char *label);

/* Note a problem of the caller's own. */
void gobench_set_problem(struct gobench_set *set, bool warning, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* One line on stderr in the name of a verb. */
void gobench_problem_say(const char *verb, const struct gobench_problem *problem);

/* What is known of a base unit; NULL if no line said anything. */
const struct gobench_unit *gobench_set_unit(const struct gobench_set *set, const char *unit);

/* The value of a config key for a result; NULL if it has none. */
const char *gobench_result_config(const struct gobench_set *set,
                                  const struct gobench_result *result, const char *key);

/* Where a part of a name lies: "/key=value" for the key "/key", the "-8" at the end for
 * "/gomaxprocs". *value and *value_len say what is behind the '=' or '-'. Returns its offset, with
 * its length in *len, or SIZE_MAX if the name has no such part. */
size_t gobench_name_part(const char *name, const char *key, size_t *len, const char **value,
                         size_t *value_len);

#endif
