/* writers.h -- the functions behind the table of writers. */
#ifndef HM_WRITERS_H
#define HM_WRITERS_H

#include <heapmark/report.h>

int hm__go_row(hm_out *out, const hm_report *report, const hm_result *result,
               const hm_sample *sample);
int hm__go_end(hm_out *out, const hm_report *report);
int hm__table_end(hm_out *out, const hm_report *report);
int hm__markdown_end(hm_out *out, const hm_report *report);
int hm__json_end(hm_out *out, const hm_report *report);

#endif
