/* line.h -- takes one line of a benchmark file apart; keeps nothing. */
#ifndef HM_GOBENCH_LINE_H
#define HM_GOBENCH_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GOBENCH_MAX_UNIT = 120 }; /* bytes of a unit; a longer one is an error of its line */

struct gobench_span {
    const char *s; /* not ended by a NUL */
    size_t len;
};

struct gobench_line {
    enum {
        GOBENCH_LINE_OTHER,  /* to be ignored */
        GOBENCH_LINE_RESULT, /* starts with Benchmark */
        GOBENCH_LINE_UNIT,   /* value: what follows the word Unit */
        GOBENCH_LINE_CONFIG, /* key, value; an empty value deletes the key */
        GOBENCH_LINE_FAILED, /* "--- FAIL: Benchmark..." */
        GOBENCH_LINE_ENDED,  /* a run ended early: value is the line */
    } kind;
    struct gobench_span key, value;
};

struct gobench_line gobench_line_kind(struct gobench_span text);

/* Is it a line that is printed only where a run did not come to its end? In ended.c. */
bool gobench_ended(struct gobench_span text);

bool gobench_starts(struct gobench_span text, const char *with);

/* Cut the next field off *rest: a run of bytes without white space, which may be Unicode's. len 0:
 * no more. */
struct gobench_span gobench_next_field(struct gobench_span *rest);

/* Takes a value, its base unit and the unit that stands in the line. */
typedef void gobench_add(void *to, double value, const char *unit, const char *written);

/* A result line: name without the word Benchmark, iterations, and each value in its base unit
 * through add(). A line that is only a name calls add() never. Returns NULL, or what was expected
 * and what was found, owned by the caller; values already given to add() are then to be dropped. */
char *gobench_line_result(struct gobench_span text, struct gobench_span *name, uint64_t *iterations,
                          gobench_add *add, void *to);

/* gobench_unit_tidy() for a unit of at most GOBENCH_MAX_UNIT bytes: never cuts when size is twice
 * that. */
double gobench_line_tidy(const char *unit, char *out, size_t size);

#endif
