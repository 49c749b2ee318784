/* limit.h -- `--fail-if`: what a result must not be.
 *
 *     [REGEX:]UNIT OP NUMBER[%]      allocs/op>0   impl=stack:B/op>=64   ns/op>+10%
 *
 * A number with % is the change from the base column and counts only when it is significant. */
#ifndef HM_LIMIT_H
#define HM_LIMIT_H

#include <regex.h>
#include <stdbool.h>
#include <stdio.h>

#include "compare/join.h"

enum hm__limit_op { HM__GT, HM__GE, HM__LT, HM__LE, HM__EQ, HM__NE };

struct hm__limit {
    const char *text; /* as given; borrowed */
    regex_t name;     /* valid if named */
    bool named;
    char unit[256]; /* the base unit */
    enum hm__limit_op op;
    double bound; /* in the base unit, or percent */
    bool relative;
};

/* Returns NULL, or one clause about what was expected, owned by the caller. After success
 * hm__limit_done(). */
char *hm__limit_parse(struct hm__limit *limit, const char *text);
void hm__limit_done(struct hm__limit *limit);

/* Judge every result of the join. Each broken row, and each reason why the limit cannot be judged,
 * is one line on `to`. Returns HM_EXIT_OK, HM_EXIT_NO, or HM_EXIT_USAGE if it could not be judged.
 */
int hm__limit_check(const struct hm__limit *limit, const struct hm__joined *joined, FILE *to);

#endif
