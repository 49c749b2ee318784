/* instrument.h -- what the tool adds to the program's code. */
#ifndef HM_VALGRIND_INSTRUMENT_H
#define HM_VALGRIND_INSTRUMENT_H

#include "tool.h"

/* Of VG_(basic_tool_funcs). */
IRSB *vg_instrument(VgCallbackClosure *closure, IRSB *in, const VexGuestLayout *layout,
                    const VexGuestExtents *extents, const VexArchInfo *host, IRType guest_word,
                    IRType host_word);

#endif
