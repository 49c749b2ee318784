/* preload.h -- the LD_PRELOAD that puts one of our libraries into a program. */
#ifndef HM_PROCESS_PRELOAD_H
#define HM_PROCESS_PRELOAD_H

#include <stddef.h>

#include "process/program.h"

/* "LD_PRELOAD=..." with libheapmark_NAME.so, which is beside this tool as built (../lib) or as
 * installed (../lib/heapmark), before what our own LD_PRELOAD names. Blanks or colons in the path
 * would split it, so the library is then named by a descriptor of this process, which stays open.
 * Owned by the caller. NULL and one clause in `why`: no such library, or no memory. */
char *process_preload(const char *name, char why[PROCESS_WHY_MAX]);

/* The name under which other processes may open our descriptor, while it is open. The process id in
 * it is the one that this /proc shows: it may be that of an outer namespace. False: there is no
 * /proc. */
bool process_descriptor_path(int fd, char *path, size_t size);

#endif
