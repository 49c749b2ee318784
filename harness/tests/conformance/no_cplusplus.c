/* no_cplusplus.c -- in place of cplusplus.cc where there is no C++ compiler. */
#include "scenario.h"

const struct scenario cplusplus[] = {
    { NULL, NULL, { 0, 0, 0, 0, 0 } },
};
