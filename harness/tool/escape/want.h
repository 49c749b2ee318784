/* want.h -- `// WANT "text"` comments against what was found, both ways. Knows no LLVM.
 *
 * A comment holds one string for each message wanted on its line, or, when the line holds nothing
 * else, on the line of code above it: a part of the message, or else a POSIX extended regular
 * expression. IMPRECISE(why) in the same comment says that the wanted message is the tool's answer
 * but not the truth: the block could stay, and the tool cannot see it.
 */
#ifndef HM_ESCAPE_WANT_H
#define HM_ESCAPE_WANT_H

#include <stdio.h>

#include "escape/base/verdict.h"

struct escape_want_result {
    size_t wanted, matched, unexpected, imprecise;
};

/* True when `wanted` is part of `message`, or matches it as a regular expression. */
bool escape_want_matches(const char *wanted, const char *message);

/* Compare the comments of the files with the verdicts. One line on `out` for each difference. */
struct escape_want_result escape_want_check(const char *const *files, size_t count,
                                            const struct escape_verdicts *verdicts, FILE *out);

#endif
