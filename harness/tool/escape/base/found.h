/* found.h -- where heapmark-escape is, the program that `heapmark escape` starts. */
#ifndef HM_ESCAPE_BASE_FOUND_H
#define HM_ESCAPE_BASE_FOUND_H

#include <limits.h>
#include <stdbool.h>

enum { ESCAPE_PATH_ROOM = PATH_MAX + 64 };

/* False with errno: ENOENT if heapmark was built without LLVM; else `path` cannot be executed. */
bool escape_found(char path[ESCAPE_PATH_ROOM]);

#endif
