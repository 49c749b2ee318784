/* predict.c -- how many iterations to try next. */
#include "bench/predict.h"

__extension__ typedef unsigned __int128 wide;

uint64_t hm_bench_predict_n(uint64_t goal_ns, uint64_t done, uint64_t took_ns, uint64_t last)
{
    if (took_ns == 0)
        took_ns = 1;
    wide n = (wide)goal_ns * done / took_ns;
    n += n / 5;
    if (n > (wide)last * 100)
        n = (wide)last * 100;
    if (n < (wide)last + 1)
        n = (wide)last + 1;
    if (n > HM_BENCH_MAX_N)
        n = HM_BENCH_MAX_N;
    return (uint64_t)n;
}
