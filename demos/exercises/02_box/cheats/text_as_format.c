/* caught by: it prints any text as it is
 * It uses a text as the format of snprintf. */
#include "contract.h"

#include <stdio.h>

struct sink {
    char *out;
    size_t size, at;
};

/* Appends to the text; bytes that do not fit are only counted. */
static void put(struct sink *s, const char *format, ...)
{
    int room = s->at < s->size;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(room ? s->out + s->at : NULL, room ? s->size - s->at : 0, format, args);
    va_end(args);
    if (n > 0)
        s->at += (size_t)n;
}

size_t list_print(char *out, size_t size, const char *kinds, ...)
{
    struct sink s = { out, size, 0 };
    va_list args;
    va_start(args, kinds);
    put(&s, "[");
    for (size_t i = 0; kinds[i] != '\0' && i < LIST_MAX; i++) {
        put(&s, i > 0 ? ", " : "");
        if (kinds[i] == 'n')
            put(&s, "%lld", (long long)va_arg(args, int64_t));
        else
            put(&s, "\""), put(&s, va_arg(args, const char *)), put(&s, "\"");
    }
    put(&s, "]");
    va_end(args);
    return s.at;
}
