/* report.h -- fixed reports, and the golden files that the writers must make of them. */
#ifndef HM_TEST_REPORT_H
#define HM_TEST_REPORT_H

#include <heapmark/report.h>

/* A report with everything: claims true, false and unchecked, several samples, sizes, metrics,
 * logs, an early and a late failure, a skip. */
const hm_report *sample_report(void);

/* A report without counts and without facts about the machine. */
const hm_report *blind_report(void);

/* Write the report and compare with harness/tests/golden/FILE, byte by byte. On a difference the
 * test fails and the bytes are left beside the test program as FILE.actual. */
void assert_golden(const hm_report *report, const char *writer, bool colour, const char *file);

#endif
