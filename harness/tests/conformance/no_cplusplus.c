/* no_cplusplus.c -- replaces cplusplus.cc if there is no C++ compiler. */
#include "scenario.h"

const struct scenario cplusplus[] = {
    { NULL, NULL, { 0, 0, 0, 0, 0 } },
};
