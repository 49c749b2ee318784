/* limit.h -- `--fail-if`: what a result must not be.
 *
 *     [REGEX:]UNIT OP NUMBER[%]      allocs/op>0   impl=stack:B/op>=64   ns/op>+10%
 *
 * A number with % is the change from the base column and counts only when it is significant. */
#ifndef HM_COMPARE_LIMIT_H
#define HM_COMPARE_LIMIT_H

#include <regex.h>
#include <stdbool.h>
#include <stdio.h>

#include "compare/join.h"

enum compare_limit_op { COMPARE_GT, COMPARE_GE, COMPARE_LT, COMPARE_LE, COMPARE_EQ, COMPARE_NE };

struct compare_limit {
    const char *text; /* as given; borrowed */
    regex_t name;     /* valid if named */
    bool named;
    char unit[256]; /* the base unit */
    enum compare_limit_op op;
    double bound; /* in the base unit, or percent */
    bool relative;
};

/* Returns NULL, or one clause about what was expected, owned by the caller. After success
 * compare_limit_done(). */
char *compare_limit_parse(struct compare_limit *limit, const char *text);
void compare_limit_done(struct compare_limit *limit);

/* Judge every result of the join. Each broken row, and each reason why the limit cannot be judged,
 * is one line on `to`. Returns HM_EXIT_OK, HM_EXIT_NO, or HM_EXIT_USAGE if it could not be judged.
 */
int compare_limit_check(const struct compare_limit *limit, const struct compare_joined *joined,
                        FILE *to);

#endif
