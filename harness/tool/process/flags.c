/* flags.c -- the lists of flags.def as arrays. */
#include "process/flags.h"

#include <stddef.h>

#define TRACED(flag)
#define AS_WRITTEN(flag) flag,
const char *const process_flags_as_written[] = {
#include "process/flags.def"
    NULL,
};

#undef TRACED
#define TRACED(flag) flag,
const char *const process_flags_traced[] = {
#include "process/flags.def"
    NULL,
};
