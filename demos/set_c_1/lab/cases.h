/* cases.h -- what is measured beside the ladder, with claims and reasons. */
#ifndef SET_C_1_CASES_H
#define SET_C_1_CASES_H

#include "lab.h"

extern const struct lab_case also_measured[];
extern const size_t also_measured_count;

#endif
