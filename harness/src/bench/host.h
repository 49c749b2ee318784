/* host.h -- what the report says about the machine, in Go's words. */
#ifndef HM_HOST_H
#define HM_HOST_H

#include <stddef.h>

const char *hm__goos(void);   /* linux, darwin, ... */
const char *hm__goarch(void); /* amd64, arm64, ... */

/* The processor's own name for itself, else the first `model name` of /proc/cpuinfo; "" if neither.
 */
void hm__cpu_name(char *out, size_t size);

#endif
