/* o2.h -- which calls of an allocator a compiler left in its -O2 code.
 *
 * gcc optimises the file and writes the statements that are left, without making machine code of
 * them. clang optimises what of the file can change its allocator calls, and writes bitcode. The
 * calls that are still in there are read: what the optimiser did, not a model of it. "deleted"
 * means that no call is left for that place. The block may be gone, or may have become static
 * storage. Knows no LLVM. */
#ifndef HM_ESCAPE_O2_H
#define HM_ESCAPE_O2_H

#include "escape/base/map.h"
#include "escape/base/options.h"
#include "escape/base/verdict.h"
#include "process/jobs.h"

/* One call that is left. */
struct escape_call_left {
    const char *file; /* as the compiler names it */
    unsigned line, column;
    const char *symbol;
    size_t next; /* position + 1 of the call before it that has the same line; 0: none */
};

struct escape_o2 {
    const char *version; /* "gcc 12.2.0"; NULL: not known */
    const char **files;  /* that the compiler names */
    size_t file_count, file_room;
    struct escape_call_left *calls;
    size_t count, room;
    struct escape_map by_line; /* line + 1 to the position + 1 of its last call */
};

/* For who reads what a compiler left: a call that is left, a file that is named, and the version in
 * what the compiler calls itself ("Debian clang version 14.0.6"; NULL: not known). */
void escape_o2_add_call(struct escape_o2 *o2, struct escape_place at, const char *symbol);
void escape_o2_add_file(struct escape_o2 *o2, const char *file);
const char *escape_o2_version(const char *ident);

/* "kept", "deleted", or "unknown" when a call is left that has no line. `alone` is true when the
 * site is the only one on its line. */
const char *escape_o2_ask(struct escape_o2 *o2, struct escape_place at, bool alone);

/* True if the compiler names this file. If it does not, nothing is known of the file. */
bool escape_o2_names(const struct escape_o2 *o2, const char *file);

/* The compilations of one run. Start from { .options, .pool, .read_dump, .read_bitcode }. */
struct escape_o2_build {
    const struct escape_options *options;
    struct process_pool *pool;
    /* Adds what gcc left of a file, as dump.h says. */
    void (*read_dump)(const char *text, const char *const *symbols, struct escape_o2 *o2);
    /* Adds what is left in the bitcode of a file. */
    void (*read_bitcode)(const char *bitcode, size_t length, const char *const *symbols,
                         struct escape_o2 *o2);
    struct process_job *jobs[2]; /* gcc's and clang's, one for each file; args NULL: not asked */
    int *bitcode;                /* one for each file: what clang reads; -1: the source */
};

/* Compile options->files[file] with both. A file that names no allocator has nothing to ask. clang
 * reads the bitcode in the descriptor `bitcode`, which is closed afterwards; -1: the source. */
void escape_o2_start(struct escape_o2_build *build, size_t file, int bitcode);

/* Wait for the compilations and fill in the verdicts on sites. Writes one line on stderr for each
 * file that a compiler does not compile. A source that its compiler does not name is "unknown".
 * versions[0] is gcc's, [1] clang's, NULL when not known. */
void escape_o2_judge(struct escape_o2_build *build, struct escape_verdicts *verdicts,
                     const char *versions[2]);

#endif
