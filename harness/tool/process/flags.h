/* flags.h -- the compiler flags of flags.def, for the verbs that compile. */
#ifndef HM_PROCESS_FLAGS_H
#define HM_PROCESS_FLAGS_H

/* Each ends with NULL. The level of optimisation is not among those "as written". */
extern const char *const process_flags_as_written[];
extern const char *const process_flags_traced[]; /* those as written included */

#endif
