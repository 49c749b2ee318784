/* out.h -- what `heapmark read-m` writes: the findings of the Go compiler, explained, with what
 * benchmarks and a memory profile counted beside them. */
#ifndef HM_READ_M_OUT_H
#define HM_READ_M_OUT_H

#include <regex.h>

#include "gobench/counts.h"
#include "go_m/why.h"
#include "read_m/profile.h"

struct read_m {
    const struct go_m_set *set;
    const struct gobench_set *bench;      /* NULL: none was given */
    const struct read_m_profile *profile; /* NULL: none was given */
    const regex_t *only;                  /* benchmarks that may be matched; NULL: all */
    bool all;                             /* every finding, not only the ten that cost most */
};

/* The counts of the benchmarks that run the function of the finding, over all their result lines.
 * Fills up to max, returns how many. */
size_t read_m_measured(const struct read_m *in, const struct go_m_finding *f,
                       struct gobench_counts *out, size_t max);

/* Do the names say that the benchmark runs the function of the finding? They do if both are of one
 * package, and the benchmark, or a value of its parts /key=value, is called as the function
 * (capitals and everything that is no letter or digit left out), and no other function of the
 * package is. */
bool read_m_runs(const struct go_m_set *set, const struct gobench_set *bench,
                 const struct gobench_result *result, const struct go_m_finding *f);

/* Is the finding shown? Without --all: neither leaking parameters, which are for the callers, nor
 * values that stay and cost nothing. */
bool read_m_shown(const struct read_m *in, const struct go_m_finding *f,
                  const struct go_m_why *why);

/* What a line of the profile counted, as a clause: "2 blocks/op, 16 B/op in BenchmarkX". Owned. */
char *read_m_counted(const struct read_m_profile *p, const struct read_m_line *line);

/* A count per op if the number of ops is known, else of the whole profile. */
void read_m_amount(char text[static 32], const struct read_m_op *op, int64_t count);

/* The message as the compiler writes it. Owned. */
char *read_m_message(const struct go_m_finding *f);

/* FILE:LINE:COLUMN: or FILE:LINE: */
void read_m_place(FILE *to, const char *file, unsigned line, unsigned column);

void read_m_text(FILE *to, const struct read_m *in);
void read_m_json(FILE *to, const struct read_m *in);
void read_m_sarif(FILE *to, const struct read_m *in);

/* A line for each finding, as editors read messages of compilers. */
void read_m_editor(FILE *to, const struct read_m *in);

/* The sources, with counts and messages in the margin. False after it has named a source that
 * cannot be read. */
bool read_m_annotate(FILE *to, const struct read_m *in, bool html);

/* Functions that must not cost a block; names borrowed. All zero is empty. */
struct read_m_promises {
    const char **names; /* owned array */
    size_t n, cap;
};

/* Adds the functions that the sources mark with //heapmark:noalloc. */
void read_m_read_promises(struct read_m_promises *p, const struct go_m_set *set);

/* Are all of them functions that -m mentions? The others are named on stderr. */
bool read_m_promises_known(const struct read_m_promises *p, const struct go_m_set *set);

/* How many lines break a promise; each is one line on stderr. */
size_t read_m_broken(const struct read_m_promises *p, const struct read_m *in);

/* What the verbs read-m and go share: --format, --annotate, --json, --all, --fail-on
 * (shared.c). */
struct read_m_shared {
    const char *format; /* NULL: text */
    bool json, all;
    struct read_m_promises promises;
};

struct cli_option;

enum { READ_M_SHARED = 5 };

/* The options, into the first READ_M_SHARED of the array. */
void read_m_shared_options(struct cli_option *options, struct read_m_shared *shared);

/* Writes to stdout, unless the input had nothing but problems; holds the functions to their
 * promises; names the problems of the input. `clean`: all else went well. Returns the exit status:
 * HM_EXIT_OK, HM_EXIT_NO if a promise is broken, HM_EXIT_USAGE if something could not be read or
 * measured. */
int read_m_write(const struct read_m *in, struct read_m_shared *shared, bool clean);

void read_m_shared_done(struct read_m_shared *shared);

/* The table of the lines that cost most (top.c); nothing without a profile. */
void read_m_top(FILE *to, const struct read_m *in);

#endif
