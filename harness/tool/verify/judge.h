/* verify_judge.h -- three instruments looked at the same iterations: do they agree, and if not, may
 * they differ? Plain data in, a verdict out; the list of what may differ is in
 * docs/reference/verify.md. */
#ifndef HM_VERIFY_JUDGE_H
#define HM_VERIFY_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

/* What one instrument saw in `n` more iterations. */
struct hm__reading {
    bool known;
    char why_not[200]; /* one clause if it is not known */
    int64_t allocs;
    int64_t bytes; /* requested; of jemalloc not known */
};

struct hm__readings {
    struct hm__reading ours, jemalloc, valgrind;
    int64_t reallocs; /* ours: grown and shrunk */

    /* From a closer look, taken when Valgrind differs: among the calls that it traced, reallocs of
     * a live block to 0 bytes, and blocks of whole pages on a page boundary. */
    int64_t to_nothing, whole_pages;
    int64_t page_size;

    /* Bytes that C++'s runtime adds to the calls of operator new that Valgrind traced: for those of
     * 0 bytes, and for those with an alignment. */
    int64_t new_of_nothing, new_aligned;
};

enum hm__verdict { HM__AGREE, HM__DIFFER_EXPLAINED, HM__DIFFER, HM__NOT_MEASURED };

struct hm__judgement {
    enum hm__verdict verdict;
    const char *ours;     /* why our counters are absent; NULL: they are not */
    const char *jemalloc; /* why jemalloc differs or is absent; NULL: it agrees */
    const char *valgrind; /* the same. All three may point into the readings */
};

/* True if the closer look could explain something. */
bool hm__verify_look_closer(const struct hm__readings *r);

struct hm__judgement hm__verify_judge(const struct hm__readings *r);

#endif
