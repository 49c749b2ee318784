/* spread.h -- the samples of one benchmark in a few numbers, for the tables. */
#ifndef HM_REPORT_SPREAD_H
#define HM_REPORT_SPREAD_H

#include <heapmark/sample.h>

struct hm_report_spread {
    size_t count; /* samples that have a value; 0: the others mean nothing */
    double median, low, high;
};

/* unit: a column of the benchmark text or a reported metric. Counts per op are not truncated here.
 */
struct hm_report_spread hm_report_spread_of(const hm_report *report, const hm_result *result,
                                            const char *unit);

/* "41.23": as many digits as Go's text has, or fewer for a count that is whole. */
void hm_report_number_text(double value, char *out, size_t size);

/* The count if all samples agree, else "3-4". Empty if there is none. */
void hm_report_count_text(const struct hm_report_spread *spread, char *out, size_t size);

/* "± 3%": the sample farthest from the median. Empty for fewer than two samples. */
void hm_report_away_text(const struct hm_report_spread *spread, char *out, size_t size);

/* One word for the claim: holds, FALSE, unchecked; "" without one. The worst of all samples. */
hm_verdict hm_report_verdict_of(const hm_result *result);
const char *hm_report_verdict_text(hm_verdict verdict);

/* How many samples ended so. */
size_t hm_report_outcomes(const hm_result *result, hm_outcome outcome);

#endif
