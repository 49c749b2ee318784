/* region.h -- what the program does between hm_region_begin() and hm_region_end(). */
#ifndef HM_VALGRIND_REGION_H
#define HM_VALGRIND_REGION_H

#include "tool.h"

/* Answer a client request; False: it is none of ours. */
Bool vg_region_request(ThreadId tid, UWord *arg, UWord *ret);

/* Count in the regions that this thread is in. */
void vg_regions_born(ThreadId tid, ULong size);
void vg_regions_moved(ThreadId tid, ULong size);
void vg_regions_freed(ThreadId tid);
void vg_regions_syscall(ThreadId tid, UInt number, UWord *args, UInt count);

/* The running thread changed. */
void vg_regions_run(ThreadId tid);

/* While the running thread is in a region: the lowest stack pointer that it is known to have had;
 * otherwise 0. And instructions run outside the named object. */
extern Addr vg_region_low;
extern ULong vg_region_outside;
extern Bool vg_region_stack; /* --region-stack=yes: instrument for it */
extern const HChar *vg_region_object;

void VG_REGPARM(1) vg_region_fell(Addr sp);

#endif
