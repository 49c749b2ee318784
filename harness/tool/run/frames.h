/* run_frames.h -- return addresses of a process that has ended, as functions, files and lines. */
#ifndef HM_RUN_FRAMES_H
#define HM_RUN_FRAMES_H

#include <stddef.h>

#include "run/report.h"
#include "symbols/symbols.h"
#include "stacks/stacks.h"

/* The modules of `table`, numbered as there, which must live as long. NULL: no memory. */
struct hm__symbols *hm__run_symbols(const struct hm__stacks *table);

/* The frames of a site, inlined functions among them, innermost first; owned by the caller, the
 * strings in them by `symbols`. NULL and *count 0 if there is no memory. */
struct hm__run_frame *hm__run_frames(struct hm__symbols *symbols, const struct hm__stacks *table,
                                     const struct hm__stack_site *site, size_t *count);

#endif
