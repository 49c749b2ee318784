/* o2.h -- which calls of an allocator a real compiler left in its -O2 code.
 *
 * The file is compiled to assembly with line numbers, and the calls that are still there are read
 * off it: no model of an optimiser, what it did. "deleted" means that no call is left for that
 * place; the block may be gone, or may have become static storage. Knows no LLVM. */
#ifndef HM_ESCAPE_O2_H
#define HM_ESCAPE_O2_H

#include "escape/base/options.h"
#include "escape/base/verdict.h"

/* One call that survived. */
struct escape_call_left {
    const char *file; /* as the assembler was told */
    unsigned line, column;
    const char *symbol;
};

struct escape_o2 {
    const char *version; /* "gcc 12.2.0"; NULL: not known */
    const char **files;  /* that the assembler was told of */
    size_t file_count, file_room;
    struct escape_call_left *calls;
    size_t count, room;
};

/* Read assembly text: every instruction that names one of `symbols` (NULL at its end), at the place
 * of the line directive before it. */
void escape_o2_read(const char *assembly, const char *const *symbols, struct escape_o2 *o2);

/* "kept", "deleted", or "unknown" when a call is left whose line the compiler has lost. `alone` is
 * true when the site is the only one on its line. */
const char *escape_o2_ask(const struct escape_o2 *o2, struct escape_place at, bool alone);

/* True if the assembly names this file. Where it does not, nothing is known of it. */
bool escape_o2_names(const struct escape_o2 *o2, const char *file);

/* Ask both compilers about all files and fill in the verdicts on sites. Writes one line on stderr
 * for each compiler that cannot be asked. A source that its assembly does not name is
 * "unknown". versions[0] is gcc's, [1] clang's, NULL when not asked. */
void escape_o2_judge(const struct escape_options *options, const char *clang,
                     struct escape_verdicts *verdicts, const char *versions[2]);

#endif
