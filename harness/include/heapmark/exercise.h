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
 * Each check runs in a process of its own, so that a crash fails that check and no other. What is
 * found goes, line by line, to the file descriptor named by HEAPMARK_REPORT (default: standard
 * output), each line behind the word in HEAPMARK_NONCE; docs/reference/exercise-report.md has the
 * lines. The grader that reads them takes a line that is missing as a check that failed. */
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

/* Run what HEAPMARK_PART says: "checks", "measure", "threads", "trace", or all when it is not set.
 * Returns 0 when every check held, 1 when one did not, 2 when nothing could be reported. */
int hm_exercise_main(const hm_exercise *exercise);

/* `holds`, after noting the message if it does not; the first message of a check is reported. */
bool hm_expect(hm_check *c, bool holds, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Numbers that differ from run to run of the grader and not within one: the seed is the grader's.
 */
uint64_t hm_check_random(hm_check *c);

#ifdef __cplusplus
}
#endif
#endif
