/* number.h -- quotients of a sample, and how Go prints them. */
#ifndef HM_REPORT_NUMBER_H
#define HM_REPORT_NUMBER_H

#include <heapmark/sample.h>

/* What hm_report_metric() said of a unit; false: nothing. */
bool hm_report_value(const hm_sample *sample, const char *unit, double *value);

/* The overriding metric, else the measurement. n 0 gives 0. */
double hm_report_ns_per_op(const hm_sample *sample);
double hm_report_mb_per_s(const hm_sample *sample); /* 0: hm_set_bytes() was not called */

/* Truncated, as Go does. */
int64_t hm_report_bytes_per_op(const hm_sample *sample);
int64_t hm_report_allocs_per_op(const hm_sample *sample);

/* Whether a unit has a column of its own: ns/op MB/s B/op allocs/op. */
bool hm_report_is_builtin_unit(const char *unit);

/* "%*.*f" width and digits so that decimal points align and small numbers keep four digits. */
struct hm_report_number_form {
    int width, digits;
};
struct hm_report_number_form hm_report_number_form(double value);

enum { HM_REPORT_SIZE_UNITS = 2 };

/* go-B/op and usable-B/op, truncated as B/op is, less what the user reported under the same name.
 * Returns how many were stored, sorted by unit. */
size_t hm_report_size_metrics(const hm_sample *sample, hm_metric out[HM_REPORT_SIZE_UNITS]);

#endif
