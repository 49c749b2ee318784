/* columns.h -- the columns of the tables and their cells. Text and Markdown share it. */
#ifndef HM_REPORT_COLUMNS_H
#define HM_REPORT_COLUMNS_H

#include <heapmark/sample.h>

enum hm_report_column {
    HM_REPORT_ALLOCS,
    HM_REPORT_BYTES,
    HM_REPORT_GO_BYTES,
    HM_REPORT_TIME,
    HM_REPORT_AWAY,
    HM_REPORT_CLAIM
};
enum { HM_REPORT_COLUMNS = HM_REPORT_CLAIM + 1, HM_REPORT_CELL = 64 };

extern const struct hm_report_column_kind {
    const char *title;
    const char *unit; /* NULL: not a value */
    size_t width;     /* in the text table */
} hm_report_column_kinds[HM_REPORT_COLUMNS];

/* A column that would be empty in every row is not there at all. */
bool hm_report_has_column(const hm_report *report, enum hm_report_column column);

/* The text of a cell; "" if it is empty. */
void hm_report_cell(const hm_report *report, const hm_result *result, enum hm_report_column column,
                    char out[HM_REPORT_CELL]);

/* The name for people: without the word Benchmark, with the -procs suffix if another row has the
 * same name. */
void hm_report_row_name(const hm_report *report, const hm_result *result, char *out, size_t size);

/* Units without a column of their own, "32 usable-B/op, 0.5 hits/op"; "" if there are none. */
void hm_report_more_units(const hm_report *report, const hm_result *result, char *out, size_t size);

enum { HM_REPORT_CLOSING_LINES = 5, HM_REPORT_LINE = 512 };

/* "claims: 2 hold, 1 FALSE, 0 unchecked", "failed: 1" and the like. Returns how many lines there
 * are. */
size_t hm_report_closing_lines(const hm_report *report,
                               char lines[HM_REPORT_CLOSING_LINES][HM_REPORT_LINE]);

#endif
