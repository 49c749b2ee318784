/* size_limit.h -- the limit on the size of files (ulimit -f). */
#ifndef HM_CLI_SIZE_LIMIT_H
#define HM_CLI_SIZE_LIMIT_H

#include <stdbool.h>
#include <sys/types.h>

/* From now on a write beyond the limit fails with EFBIG, and does not end this process. Programs
 * that it starts are ended by the signal as before. */
void cli_survive_size_limit(void);

/* As ftruncate(), for a file in memory. The limit is meant for files of the programs that are
 * started, so it is lifted for this one call, as far as that is allowed. */
bool cli_resize_memory(int fd, off_t size);

#endif
