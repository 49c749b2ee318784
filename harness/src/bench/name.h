/* name.h -- names of benchmarks: printable, without white space, and unique. */
#ifndef HM_NAME_H
#define HM_NAME_H

#include <stddef.h>

#include "bench/store.h"

/* name with every Unicode space replaced by `_` and what is not printable by its Go escape (\x01,
 * \u200b). '/' stays. NULL if the store ran out. */
char *hm__rewrite_name(struct hm__store *store, const char *name);

/* The names given out so far. Start with all zero. */
struct hm__names {
    struct hm__name_count *list;
};

/* parent/name (parent NULL: just name), or with #01, #02 ... appended when it was given out before;
 * an empty name becomes #00. NULL if the store ran out. */
char *hm__unique_name(struct hm__names *names, struct hm__store *store, const char *parent,
                      const char *name);

#endif
