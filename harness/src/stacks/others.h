/* others.h -- allocators under names of their own in the libraries of this process. */
#ifndef HM_STACKS_OTHERS_H
#define HM_STACKS_OTHERS_H

/* Note the first one in hm_count_process, if none is noted yet. Neither allocates nor makes a
 * system call. */
void hm_stacks_note_others(void);

#endif
