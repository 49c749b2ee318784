/* exercise.h -- what the parts of a check program share (heapmark/exercise.h). */
#ifndef HM_BENCH_EXERCISE_H
#define HM_BENCH_EXERCISE_H

#include <heapmark/exercise.h>

struct hm_bench_input {
    unsigned char *bytes; /* a block of its own, so that a sanitizer sees both its ends */
    size_t size;
    bool op; /* it is measured, too */
};

struct hm_bench_inputs {
    struct hm_bench_input *list;
    size_t count;
};

/* Write one line, with one write, so that a crash later loses none. */
bool hm_bench_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The parts. Each returns an exit status. */
int hm_bench_exercise_draw(uint64_t seed);
int hm_bench_exercise_measure(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c));
int hm_bench_exercise_outside(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c),
                              unsigned long rounds);
int hm_bench_exercise_threads(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c));

/* One op after the other, `rounds` times. */
void hm_bench_exercise_ops(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c),
                           unsigned long rounds);

/* From here on a system call by an instruction of the program itself ends it with SIGSYS, and so
 * does the start of another program. False: this machine has no such filter. */
bool hm_bench_exercise_wall(void);

#endif
