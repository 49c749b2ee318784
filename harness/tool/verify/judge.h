/* judge.h -- three instruments measured the same iterations: do they agree, and if not, is the
 * difference a known one? Plain data in, a verdict out; docs/reference/verify.md lists the known
 * differences. */
#ifndef HM_VERIFY_JUDGE_H
#define HM_VERIFY_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

/* What one instrument saw in `n` more iterations. */
struct verify_reading {
    bool known;
    char why_not[200]; /* one clause if it is not known */
    int64_t allocs;
    int64_t bytes; /* requested; jemalloc does not tell them */
};

struct verify_readings {
    struct verify_reading ours, jemalloc, valgrind;
    int64_t reallocs; /* ours: grown and shrunk */

    /* From a closer look, taken when Valgrind differs: among the calls that it traced, reallocs of
     * a live block to 0 bytes, and blocks of whole pages on a page boundary. */
    int64_t to_nothing, whole_pages;
    int64_t page_size;

    /* Bytes that C++'s runtime adds to the calls of operator new that Valgrind traced: for those of
     * 0 bytes, and for those with an alignment. */
    int64_t new_of_nothing, new_aligned;
};

enum verify_verdict { VERIFY_AGREE, VERIFY_DIFFER_EXPLAINED, VERIFY_DIFFER, VERIFY_NOT_MEASURED };

struct verify_judgement {
    enum verify_verdict verdict;
    const char *ours;     /* why our counters are absent; NULL: they are there */
    const char *jemalloc; /* why jemalloc differs or is absent; NULL: it agrees */
    const char *valgrind; /* the same. All three may point into the readings */
};

/* True if a closer look could explain a difference. */
bool verify_look_closer(const struct verify_readings *r);

struct verify_judgement verify_judge(const struct verify_readings *r);

#endif
