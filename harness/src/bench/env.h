/* env.h -- where the runner gets time and counts from; a test sets its own. */
#ifndef HM_BENCH_ENV_H
#define HM_BENCH_ENV_H

#include <stdint.h>

#include <heapmark/detail.h>

struct hm_bench_env {
    uint64_t (*now_ns)(void);
    bool (*counting)(void);
    const char *(*counting_reason)(void);
    hm_counters (*counters_now)(void);
    bool (*detail_start)(void);
    void (*detail_stop)(hm_detail *out);
};

/* The clock and the counters of this process. Never NULL; set only while no benchmark runs. */
extern const struct hm_bench_env *hm_bench_env;
extern const struct hm_bench_env hm_bench_real_env;

#endif
