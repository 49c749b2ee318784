/* trace_sample.h -- reports of traced runs as plain data, to compare the writers with golden
 * files. HM_GOLDEN=write in the environment writes the golden files; look at the difference. */
#ifndef HM_TEST_TRACE_SAMPLE_H
#define HM_TEST_TRACE_SAMPLE_H

#include "verdict/report.h"

typedef bool trace_writer(FILE *out, const struct verdict_report *report);

/* Every kind of end, with events of one short call of op. */
struct verdict_report sample_trace(void);

/* No site and no event. */
struct verdict_report empty_trace(void);

/* Names with markup, with valid and invalid UTF-8, and one of 600 characters. */
struct verdict_report odd_trace(void);

/* One function that makes and frees `blocks` blocks: more steps than any picture has. */
struct verdict_report long_trace(size_t blocks);

/* All that the writer writes. Free. */
char *trace_written(trace_writer *writer, const struct verdict_report *report);

void assert_trace_golden(trace_writer *writer, const struct verdict_report *report,
                         const char *file);

/* The sink accepts no byte: the writer must return the error. */
void assert_trace_error(trace_writer *writer);

#endif
