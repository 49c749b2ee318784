/* exec.h -- the exec family in front of libc's. */
#ifndef HM_STACKS_EXEC_H
#define HM_STACKS_EXEC_H

/* Find the functions that the calls are passed on to. Before the program's threads start. */
void hm_stacks_exec_start(void);

#endif
