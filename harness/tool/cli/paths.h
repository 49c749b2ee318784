/* paths.h -- where the tool's own parts are: beside the tool, built or installed. */
#ifndef HM_CLI_PATHS_H
#define HM_CLI_PATHS_H

#include <stdbool.h>

/* The folder above the tool's bin/. Static storage; empty if it is unknown. */
const char *cli_prefix(void);

/* What `-I` must name for <heapmark/...>. Static storage. */
const char *cli_include_folder(void);

/* Flags that link a program against the harness; `counted`: with the counting malloc and jemalloc
 * behind it. Ends with NULL. Static storage, good until the next call. */
const char *const *cli_link_flags(bool counted);

#endif
