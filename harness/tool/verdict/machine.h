/* machine.h -- what the Valgrind tool saw (valgrind/seen.h), as a raw trace.
 *
 * A machine frame becomes one frame for the function it belongs to and one for each function that
 * was inlined at its call, as debug information says. In such a raw trace frame.fn is the number of
 * the position among those of frame.pc, and frame.call is not used. */
#ifndef HM_VERDICT_MACHINE_H
#define HM_VERDICT_MACHINE_H

#include <stdbool.h>
#include <stddef.h>

#include "symbols/symbols.h"
#include "tracer/raw.h"

struct verdict_machine {
    struct hm_tracer_raw_header header;
    struct hm_tracer_raw_module *module; /* borrowed from the mapping */
    struct verdict_frames *frames;       /* by site */
    struct hm_tracer_raw_site *site;
    struct hm_tracer_raw_fate *fate;
    struct hm_tracer_raw_peak *peak; /* one for each fate */
    struct hm_tracer_raw_event *event;
    const char *
        *sure; /* by fate: the function that is the home for sure; NULL: the home itself is */
};

/* Read the mapping at `seen`. op: leave out what was made outside that function; NULL: nothing.
 * False: no memory. Release with verdict_machine_done() in either case. */
bool verdict_machine_read(struct verdict_machine *m, void *seen, struct symbols *symbols,
                          const char *op);
void verdict_machine_done(struct verdict_machine *m);

/* The name of a heap function under which Valgrind replaced it: malloc for
 * _vgr10010ZU_libcZdsoZa_malloc. NULL: it is no such name. */
const char *verdict_replaced_name(const char *symbol);

#endif
