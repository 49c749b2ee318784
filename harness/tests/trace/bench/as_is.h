/* as_is.h -- what `heapmark trace --any` costs programs as they are. */
#ifndef HM_TEST_TRACE_BENCH_AS_IS_H
#define HM_TEST_TRACE_BENCH_AS_IS_H

/* Print a table: bare, valgrind --tool=none, trace --any, DHAT; and which targets are met. */
void bench_as_is(void);

#endif
