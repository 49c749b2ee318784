/* flags.h -- the flags of a build that are not passed on to a compiler: those that choose a stage,
 * name an output or write files of their own (nothing is written beside the sources), and those of
 * gcc that clang refuses. Knows no LLVM. */
#ifndef HM_ESCAPE_BASE_FLAGS_H
#define HM_ESCAPE_BASE_FLAGS_H

#include <stdbool.h>

/* How many words to leave out at `flag`: 2 when its value is the next word, 0 to pass it on. */
int escape_flags_to_drop(const char *flag);

/* True for a flag that is for gcc alone. */
bool escape_flags_only_gcc(const char *flag);

/* How many words to leave out for gcc at `flag`. To gcc the word after -Xclang means something
 * else. */
int escape_flags_only_clang(const char *flag);

#endif
