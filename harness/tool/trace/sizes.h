/* sizes.h -- which sizes are constants of the source, as `heapmark escape` finds. */
#ifndef HM_TRACE_SIZES_H
#define HM_TRACE_SIZES_H

#include <jansson.h>

#include "verdict/read.h"

/* Ask about `sources`, compiled with `flags` (both NULL-terminated), and put the answers into the
 * report. Where LLVM is not there, or for C++, the sizes stay unknown. */
void trace_sizes(struct verdict_reading *reading, char *const *flags, char *const *sources);

/* The same for all C files that the compile_commands.json in `folder` names. One line on stderr if
 * that is not possible. */
void trace_sizes_of_project(struct verdict_reading *reading, const char *folder);

/* What `heapmark escape --json` wrote; NULL after one line if the file is something else. */
json_t *trace_sizes_load(const char *file);

/* The same from that document, which is given away. */
void trace_sizes_of_proof(struct verdict_reading *reading, json_t *proof);

#endif
