/* key.h -- the keys by which benchstat's filters and projections name a part of a result. */
#ifndef HM_COMPARE_KEY_H
#define HM_COMPARE_KEY_H

#include "gobench/file.h"

struct compare_key {
    enum {
        COMPARE_KEY_NAME,     /* .name: the base of the name */
        COMPARE_KEY_FULLNAME, /* .fullname */
        COMPARE_KEY_FILE,     /* .file: the label of the input */
        COMPARE_KEY_PART,     /* /key of the name, /gomaxprocs too */
        COMPARE_KEY_LINE,     /* a config line */
        COMPARE_KEY_CONFIG,   /* .config: all config lines; projections only */
        COMPARE_KEY_UNIT,     /* .unit; filters only */
    } kind;
    const char *text; /* borrowed */
};

/* Returns NULL, or what was expected instead; owned by the caller. */
char *compare_key_parse(struct compare_key *key, const char *text);

/* The value for a result, NULL if it has none; owned by the caller. Not of .config and .unit. */
char *compare_key_value(const struct compare_key *key, const struct gobench_set *set,
                        const struct gobench_result *result);

/* The full name less the parts for which left_out() holds: ".name" becomes "*". Owned. */
char *compare_key_rest(const char *name, bool (*left_out)(const void *ctx, const char *key),
                       const void *ctx);

#endif
