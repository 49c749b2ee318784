/* report.h -- a report that is the same on every machine, and the golden files it must turn into.
 */
#ifndef HM_TEST_REPORT_H
#define HM_TEST_REPORT_H

#include <heapmark/report.h>

/* A bit of everything: claims true, false and unchecked, several samples, sizes, metrics, logs, a
 * failure early and late, a skip. */
const hm_report *sample_report(void);

/* The same machine with nothing counted and nothing known. */
const hm_report *blind_report(void);

/* Write the report and compare with harness/tests/golden/FILE, byte by byte. On a difference the
 * test fails and the bytes are left beside the test program as FILE.actual. */
void assert_golden(const hm_report *report, const char *writer, bool colour, const char *file);

#endif
