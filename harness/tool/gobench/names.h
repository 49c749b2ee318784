/* names.h -- which benchmark runs which function, told by their names. */
#ifndef HM_GOBENCH_NAMES_H
#define HM_GOBENCH_NAMES_H

#include <stdbool.h>

/* Does the benchmark of this name, without the word Benchmark, run that function? It does if some
 * part of the name is the function, capitals and everything that is no letter or digit left out:
 * impl=boxed_int, BoxedInt and BoxedInt-8 run main.boxedInt. */
bool gobench_runs(const char *benchmark, const char *function);

#endif
