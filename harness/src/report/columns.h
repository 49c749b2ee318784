/* columns.h -- which columns the tables have, and what stands in them. Text and Markdown share it.
 */
#ifndef HM_COLUMNS_H
#define HM_COLUMNS_H

#include <heapmark/sample.h>

enum hm__column { HM__ALLOCS, HM__BYTES, HM__GO_BYTES, HM__TIME, HM__AWAY, HM__CLAIM };
enum { HM__COLUMNS = HM__CLAIM + 1, HM__CELL = 64 };

extern const struct hm__column_kind {
    const char *title;
    const char *unit; /* NULL: not a value */
    size_t width;     /* in the text table */
} hm__column_kinds[HM__COLUMNS];

/* A column that would be empty in every row is not there at all. */
bool hm__has_column(const hm_report *report, enum hm__column column);

/* What stands in the cell; "" for nothing. */
void hm__cell(const hm_report *report, const hm_result *result, enum hm__column column,
              char out[HM__CELL]);

/* The name for people: without the word Benchmark, with the -procs suffix if another row has the
 * same name. */
void hm__row_name(const hm_report *report, const hm_result *result, char *out, size_t size);

/* Units without a column of their own, "32 usable-B/op, 0.5 hits/op"; "" if there are none. */
void hm__more_units(const hm_report *report, const hm_result *result, char *out, size_t size);

/* "3 claims: 2 hold, 1 FALSE", "1 benchmark failed" and the like, one line each; index from 0.
 * False: no such line. */
bool hm__closing_line(const hm_report *report, size_t index, char *out, size_t size);

#endif
