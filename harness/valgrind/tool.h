/* tool.h -- what every file of the Valgrind tool needs.
 *
 * The tool is linked into Valgrind's core: there is no libc here. Memory comes from VG_(malloc),
 * and the only headers are Valgrind's pub_tool_*.h, those of this room, and the raw trace's. One
 * thread runs at a time, so nothing is locked. */
#ifndef HM_VALGRIND_TOOL_H
#define HM_VALGRIND_TOOL_H

#include "pub_tool_basics.h"
#include "pub_tool_libcassert.h"
#include "pub_tool_libcbase.h"
#include "pub_tool_mallocfree.h"
#include "pub_tool_machine.h"
#include "pub_tool_threadstate.h"
#include "pub_tool_tooliface.h"
#include "seen.h"

/* The findings. In a forked child, which is not followed, `on` is False. */
extern struct vg_seen vg_seen;
extern Bool vg_on;

/* More of something: doubles an array when it is full. */
void *vg_grow(void *at, SizeT *room, SizeT count, SizeT size);

#endif
