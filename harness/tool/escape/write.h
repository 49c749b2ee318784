/* write.h -- verdicts as lines in Go's form, or as JSON. */
#ifndef HM_ESCAPE_WRITE_H
#define HM_ESCAPE_WRITE_H

#include <stdio.h>

#include "escape/base/options.h"
#include "escape/base/verdict.h"

/* FILE:LINE:COL: message, the -O2 column in brackets, and with `why` the flow below it. */
void escape_write_text(FILE *out, const struct escape_verdicts *verdicts, bool why);

/* The document of docs/reference/escape.md. compilers[0] is gcc's version, [1] clang's; NULL when
 * not asked. Returns 0, or -1 when it could not be written. */
int escape_write_json(FILE *out, const struct escape_options *options,
                      const struct escape_verdicts *verdicts, const char *const compilers[2],
                      const char *llvm);

/* The verdicts as SARIF. Returns 0, or -1 when it could not be written. */
int escape_write_sarif(FILE *out, const struct escape_verdicts *verdicts);

#endif
