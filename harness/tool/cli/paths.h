/* paths.h -- where the tool's own parts are: beside the tool, built or installed. */
#ifndef HM_PATHS_H
#define HM_PATHS_H

#include <stdbool.h>

/* The folder above the tool's bin/. Static storage; empty if it cannot be told. */
const char *hm__prefix(void);

/* What `-I` must name for <heapmark/...>. Static storage. */
const char *hm__include_folder(void);

/* Flags that link a program against the harness; `counted`: with the counting malloc and jemalloc
 * behind it. Ends with NULL. Static storage, good until the next call. */
const char *const *hm__link_flags(bool counted);

#endif
