/* host.h -- what the report says about the machine, in Go's words. */
#ifndef HM_BENCH_HOST_H
#define HM_BENCH_HOST_H

#include <stddef.h>

const char *hm_bench_goos(void);   /* linux, darwin, ... */
const char *hm_bench_goarch(void); /* amd64, arm64, ... */

/* The processor's own name for itself, else the first `model name` of /proc/cpuinfo; "" if neither.
 */
void hm_bench_cpu_name(char *out, size_t size);

#endif
