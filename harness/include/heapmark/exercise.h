/* exercise.h -- the main() of an exercise's check program: behaviour checks, and one measured
 * operation.
 *
 *     static bool sum_is_right(hm_check *c)
 *     {
 *         return hm_expect(c, sum(1, 2) == 3, "sum(1, 2) is %d, not 3", sum(1, 2));
 *     }
 *     static void op(void) { hm_keep(sum(1, 2)); }
 *
 *     int main(void)
 *     {
 *         static const hm_exercise_check checks[] = { { "adds two numbers", sum_is_right } };
 *         return hm_exercise_main(&(hm_exercise){ checks, HM_COUNT(checks), op });
 *     }
 *
 * Each check runs in a process of its own, so that a crash fails that check and no other. The
 * results go, one per line, to the file descriptor that HEAPMARK_REPORT names (default: standard
 * output). Each line starts with the nonce in HEAPMARK_NONCE; docs/reference/exercise-report.md
 * lists the lines. The grader takes a line that is missing as a check that failed. Everything is
 * borrowed for the call; the functions belong to the thread that runs main(). */
#ifndef HEAPMARK_EXERCISE_H
#define HEAPMARK_EXERCISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/bench.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hm_check hm_check;

typedef struct hm_exercise_check {
    const char *name; /* a sentence: what the answer does */
    bool (*run)(hm_check *c);
} hm_exercise_check;

typedef struct hm_exercise {
    const hm_exercise_check *checks;
    size_t count;
    void (*op)(void); /* one operation: what allocs/op is about; it must not allocate itself */
} hm_exercise;

/* Run the part that HEAPMARK_PART names ("checks", "measure", "threads" or "trace"), or all parts
 * if it is not set. Returns the exit status: 0 if every check held, 1 if one did not, 2 if nothing
 * could be measured or reported. */
int hm_exercise_main(const hm_exercise *exercise);

/* Returns `holds`. If it is false the message (printf's fmt) is noted; the first one of a check is
 * reported. */
bool hm_expect(hm_check *c, bool holds, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The next pseudo-random number of this check. The grader sets the seed: the numbers differ between
 * its runs, and not within one. */
uint64_t hm_check_random(hm_check *c);

#ifdef __cplusplus
}
#endif
#endif
