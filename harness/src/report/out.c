#include "report/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int hm__out_text(hm_out *out, const char *text)
{
    size_t length = strlen(text);
    return length == 0 ? 0 : out->write(out->ctx, text, length);
}

int hm__out_format(hm_out *out, const char *fmt, ...)
{
    char small[512];
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int error = ENOMEM;
    int length = vsnprintf(small, sizeof small, fmt, args);
    if (length >= 0 && (size_t)length < sizeof small) {
        error = out->write(out->ctx, small, (size_t)length);
    } else if (length >= 0) {
        char *large = malloc((size_t)length + 1);
        if (large != NULL) {
            vsnprintf(large, (size_t)length + 1, fmt, again);
            error = out->write(out->ctx, large, (size_t)length);
        }
        free(large);
    }
    va_end(again);
    va_end(args);
    return error;
}
