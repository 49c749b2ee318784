/* out.h -- what every writer needs to put text into a sink. */
#ifndef HM_REPORT_OUT_H
#define HM_REPORT_OUT_H

#include <stddef.h>

#include <heapmark/report.h>

/* Remembers the first error and writes nothing after it, so that a writer asks once, at its end. */
struct hm_report_pen {
    hm_out *out;
    int error;
};

void hm_report_put_bytes(struct hm_report_pen *pen, const char *bytes, size_t length);
void hm_report_put(struct hm_report_pen *pen, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* text, padded with blanks to the width, in columns of a terminal; never cut. */
void hm_report_put_left(struct hm_report_pen *pen, const char *text, size_t width);

/* text broken at blanks into lines of at most `width` columns, each begun with `indent` blanks.
 * Nothing if it is blank. */
void hm_report_put_wrapped(struct hm_report_pen *pen, const char *text, size_t indent,
                           size_t width);

/* text in a cell of a Markdown table. */
void hm_report_put_markdown(struct hm_report_pen *pen, const char *text);

#endif
