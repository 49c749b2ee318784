/* host.h -- what the report says about the machine, with Go's names. */
#ifndef HM_BENCH_HOST_H
#define HM_BENCH_HOST_H

#include <stddef.h>

const char *hm_bench_goos(void);   /* linux, darwin, ... */
const char *hm_bench_goarch(void); /* amd64, arm64, ... */

/* The name that the processor gives (CPUID), else the first `model name` of /proc/cpuinfo; "" if
 * there is neither. Cut to size - 1 bytes. */
void hm_bench_cpu_name(char *out, size_t size);

#endif
