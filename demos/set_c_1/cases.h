/* cases.h -- the ladder as data: every case, what it is claimed to cost, and why. */
#ifndef SET_C_1_CASES_H
#define SET_C_1_CASES_H

#include <heapmark/bench.h>

/* With the peer in memory: all of them. */
extern const hm_case memory_cases[];
extern const size_t memory_case_count;

/* Against a server: the rungs that send SET C 1, one by one and 64 at a time. */
extern const hm_case server_cases[];
extern const size_t server_case_count;

#endif
