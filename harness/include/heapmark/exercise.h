/* exercise.h -- the two halves of an exercise's checks: inputs that are drawn, and a driver that
 * gives them to an answer and says what came back. Neither says what is right: the grader runs the
 * driver twice, with the answer and with the reference solution, and compares.
 *
 * driver.c, the only code in the process of the answer:
 *
 *     static void op(hm_trial *c)
 *     {
 *         const int *two = hm_trial_take(c, 2 * sizeof *two);
 *         hm_trial_begin(c);
 *         int total = sum(two[0], two[1]);
 *         hm_trial_end(c);
 *         hm_say(c, "%d", total);
 *     }
 *     int main(void) { return hm_exercise_main(op); }
 *
 * check.c defines hm_exercise_visible(), hidden/check.c hm_exercise_hidden():
 *
 *     void hm_exercise_visible(hm_draw *d)
 *     {
 *         hm_draw_check(d, "it adds two numbers");
 *         hm_draw_op(d, (const int[]){ 1, 2 }, 2 * sizeof(int));
 *     }
 *
 * docs/reference/exercise-report.md has the lines in which inputs and results travel. Everything
 * is borrowed for the call. The driver must not allocate, and keeps what it writes to in the call
 * or in thread-local storage: two threads run it at once. */
#ifndef HEAPMARK_EXERCISE_H
#define HEAPMARK_EXERCISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/bench.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hm_draw hm_draw;   /* inputs being drawn */
typedef struct hm_trial hm_trial; /* one input, and what the answer made of it */

/* The inputs that follow belong to this check: a sentence, what the answer does. */
void hm_draw_check(hm_draw *d, const char *name);

/* One input of the check; hm_draw_op(): which is also one of the ops that are measured. */
void hm_draw_case(hm_draw *d, const void *bytes, size_t size);
void hm_draw_op(hm_draw *d, const void *bytes, size_t size);

/* The next pseudo-random number. Each run of the grader has a seed of its own, which no answer is
 * told. */
uint64_t hm_draw_random(hm_draw *d);

/* The exercise's own: draw the inputs of the checks that a student sees, and of the others. */
void hm_exercise_visible(hm_draw *d);
void hm_exercise_hidden(hm_draw *d);

/* The next `size` bytes of the input, aligned as malloc aligns if all parts before them are. Ends
 * the program if there are not so many. */
const void *hm_trial_take(hm_trial *c, size_t size);
size_t hm_trial_left(const hm_trial *c); /* how many bytes were not taken yet */

/* Directly around the call of the answer: what is measured is between them. */
void hm_trial_begin(hm_trial *c);
void hm_trial_end(hm_trial *c);

/* Append to the result of this case. Bytes are quoted; of many, their number and a checksum. */
void hm_say(hm_trial *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void hm_say_bytes(hm_trial *c, const void *bytes, size_t size);

/* Run the part that HEAPMARK_PART names. Returns the exit status: 0, or 2 if it could not work. */
int hm_exercise_main(void (*call)(hm_trial *c));

#ifdef __cplusplus
}
#endif
#endif
