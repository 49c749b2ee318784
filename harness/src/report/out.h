/* out.h -- what every writer needs to put bytes into a sink. */
#ifndef HM_OUT_H
#define HM_OUT_H

#include <stdarg.h>

#include <heapmark/report.h>

/* Both return 0 or the sink's error. */
int hm__out_text(hm_out *out, const char *text);
int hm__out_format(hm_out *out, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
