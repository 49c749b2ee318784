/* run_library.h -- where the libraries for LD_PRELOAD are. */
#ifndef HM_RUN_LIBRARY_H
#define HM_RUN_LIBRARY_H

#include <limits.h>
#include <stdbool.h>

#include "process/program.h"

/* The library `name` (libheapmark_NAME.so), beside this tool as built (../lib) or as installed
 * (../lib/heapmark). The result is fit for LD_PRELOAD: where blanks or colons in the path would
 * split it, it is a descriptor of this process that stays open. False and one clause in `why` if
 * the library is not there. */
bool hm__preload_library(const char *name, char path[PATH_MAX], char why[HM__WHY_MAX]);

#endif
