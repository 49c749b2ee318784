/* out.c -- put formatted, padded, wrapped and escaped text into a sink. */
#include "report/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void hm_report_put_bytes(struct hm_report_pen *pen, const char *bytes, size_t length)
{
    if (pen->error == 0 && length > 0)
        pen->error = pen->out->write(pen->out->ctx, bytes, length);
}

void hm_report_put(struct hm_report_pen *pen, const char *fmt, ...)
{
    char small[512];
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int length = vsnprintf(small, sizeof small, fmt, args);
    if (length >= 0 && (size_t)length < sizeof small) {
        hm_report_put_bytes(pen, small, (size_t)length);
    } else if (length >= 0) {
        char *large = malloc((size_t)length + 1);
        if (large == NULL && pen->error == 0)
            pen->error = ENOMEM;
        if (large != NULL && vsnprintf(large, (size_t)length + 1, fmt, again) >= 0)
            hm_report_put_bytes(pen, large, (size_t)length);
        free(large);
    }
    va_end(again);
    va_end(args);
}

void hm_report_put_left(struct hm_report_pen *pen, const char *text, size_t width)
{
    size_t length = strlen(text), used = hm_base_columns(text, length);
    hm_report_put_bytes(pen, text, length);
    hm_report_put(pen, "%*s", (int)(used < width ? width - used : 0), "");
}

static void to_pen(void *pen, const char *bytes, size_t length)
{
    hm_report_put_bytes(pen, bytes, length);
}

void hm_report_put_wrapped(struct hm_report_pen *pen, const char *text, size_t indent, size_t width)
{
    if (text[strspn(text, " \n")] == '\0')
        return;
    hm_report_put(pen, "%*s", (int)indent, "");
    hm_base_wrap(to_pen, pen, text, indent, indent, width);
    hm_report_put_bytes(pen, "\n", 1);
}

void hm_report_put_markdown(struct hm_report_pen *pen, const char *text)
{
    hm_base_markdown(to_pen, pen, text);
}
