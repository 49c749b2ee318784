/* run_library.h -- where the libraries for LD_PRELOAD are. */
#ifndef HM_PROCESS_PRELOAD_H
#define HM_PROCESS_PRELOAD_H

#include <limits.h>
#include <stdbool.h>

#include "process/program.h"

/* The library `name` (libheapmark_NAME.so), beside this tool as built (../lib) or as installed
 * (../lib/heapmark). The result is fit for LD_PRELOAD: where blanks or colons in the path would
 * split it, it is a descriptor of this process that stays open. False and one clause in `why` if
 * the library is not there. */
bool process_preload_library(const char *name, char path[PATH_MAX], char why[PROCESS_WHY_MAX]);

#endif
