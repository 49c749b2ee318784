#include "report/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static size_t columns(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

size_t hm_report_columns(const char *text)
{
    return columns(text, strlen(text));
}

static void put_blanks(struct hm_report_pen *pen, size_t count)
{
    hm_report_put(pen, "%*s", (int)count, "");
}

void hm_report_put_left(struct hm_report_pen *pen, const char *text, size_t width)
{
    size_t used = hm_report_columns(text);
    hm_report_put_bytes(pen, text, strlen(text));
    put_blanks(pen, used < width ? width - used : 0);
}

void hm_report_put_right(struct hm_report_pen *pen, const char *text, size_t width)
{
    size_t used = hm_report_columns(text);
    put_blanks(pen, used < width ? width - used : 0);
    hm_report_put_bytes(pen, text, strlen(text));
}

void hm_report_put_wrapped(struct hm_report_pen *pen, const char *text, size_t indent, size_t width)
{
    size_t at = 0;
    for (text += strspn(text, " \n"); *text != '\0'; text += strspn(text, " \n")) {
        size_t word = strcspn(text, " \n");
        size_t wide = columns(text, word);
        if (at > 0 && at + 1 + wide > width) {
            hm_report_put_bytes(pen, "\n", 1);
            at = 0;
        }
        if (at == 0)
            put_blanks(pen, indent);
        else
            hm_report_put_bytes(pen, " ", 1);
        at += at == 0 ? indent + wide : 1 + wide;
        hm_report_put_bytes(pen, text, word);
        text += word;
    }
    if (at > 0)
        hm_report_put_bytes(pen, "\n", 1);
}
