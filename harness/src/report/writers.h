/* writers.h -- the functions behind the table of writers. */
#ifndef HM_REPORT_WRITERS_H
#define HM_REPORT_WRITERS_H

#include <heapmark/report.h>

int hm_report_go_row(hm_out *out, const hm_report *report, const hm_result *result,
                     const hm_sample *sample);
int hm_report_go_end(hm_out *out, const hm_report *report);
int hm_report_table_end(hm_out *out, const hm_report *report);
int hm_report_markdown_end(hm_out *out, const hm_report *report);
int hm_report_json_end(hm_out *out, const hm_report *report);
int hm_report_junit_end(hm_out *out, const hm_report *report);

#endif
