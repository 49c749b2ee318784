/* frames.h -- return addresses of a process that has ended, as functions, files and lines. */
#ifndef HM_RUN_FRAMES_H
#define HM_RUN_FRAMES_H

#include <stddef.h>

#include "run/report.h"
#include "run/wish.h"
#include "symbols/symbols.h"
#include "stacks/table.h"

/* The modules of `table`, numbered as there, which must live as long. A file that has been replaced
 * since the program started is not read, but that of the program itself is. NULL: no memory. */
struct symbols *run_symbols(const struct hm_stacks *table, const struct run_wish *wish);

/* The frames of a site, inlined functions among them, innermost first; owned by the caller, the
 * strings in them by `symbols`. NULL and *count 0 if there is no memory. */
struct run_frame *run_frames(struct symbols *symbols, const struct hm_stacks *table,
                             const struct hm_stacks_site *site, size_t *count);

/* Is that file the C library or the dynamic linker, of glibc or musl? Its frames have no lines. */
bool run_is_c_library(const char *path);

/* Has a function or a file of the stack `filter` in its name? NULL: every stack has. */
bool run_in_filter(const struct run_site *site, const char *filter);

#endif
