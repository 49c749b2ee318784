/* benchline.h -- takes one line of a benchmark file apart; keeps nothing. */
#ifndef HM_BENCHLINE_H
#define HM_BENCHLINE_H

#include <stddef.h>
#include <stdint.h>

enum { HM__MAX_UNIT = 120 }; /* bytes of a unit; a longer one is an error of its line */

struct hm__span {
    const char *s; /* not ended by a NUL */
    size_t len;
};

struct hm__line {
    enum {
        HM__LINE_OTHER,  /* to be ignored */
        HM__LINE_RESULT, /* starts with Benchmark */
        HM__LINE_UNIT,   /* value: what follows the word Unit */
        HM__LINE_CONFIG, /* key, value; an empty value deletes the key */
        HM__LINE_FAILED, /* "--- FAIL: Benchmark..." */
    } kind;
    struct hm__span key, value;
};

struct hm__line hm__line_kind(struct hm__span text);

/* Cut the next field off *rest: a run of bytes without white space, which may be Unicode's. len 0:
 * no more. */
struct hm__span hm__next_field(struct hm__span *rest);

/* A result line: name without the word Benchmark, iterations, and each value in its base unit
 * through add(). A line that is only a name calls add() never. Returns NULL, or what was expected
 * and what was found, owned by the caller; values already given to add() are then to be dropped. */
char *hm__line_result(struct hm__span text, struct hm__span *name, uint64_t *iterations,
                      void (*add)(void *to, double value, const char *unit), void *to);

/* hm__unit_tidy() for a unit of at most HM__MAX_UNIT bytes: never cuts when size is twice that. */
double hm__line_tidy(const char *unit, char *out, size_t size);

#endif
