/* solution.c -- a tagged union: it has room for the number itself. */
#include "contract.h"

#include <stdio.h>

struct value {
    char kind;
    union {
        int64_t number;
        const char *text;
    };
};

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

static void put_one(struct sink *s, struct value value)
{
    if (value.kind == 's')
        put(s, "\"%s\"", value.text);
    else
        put(s, "%lld", (long long)value.number);
}

size_t list_print(char *out, size_t size, const char *kinds, ...)
{
    struct value values[LIST_MAX];
    size_t count = 0;
    va_list args;
    va_start(args, kinds);
    for (; kinds[count] != '\0' && count < LIST_MAX; count++)
        if (kinds[count] == 'n')
            values[count] = (struct value){ 'n', .number = va_arg(args, int64_t) };
        else
            values[count] = (struct value){ 's', .text = va_arg(args, const char *) };
    va_end(args);

    struct sink s = { out, size, 0 };
    put(&s, "[");
    for (size_t i = 0; i < count; i++) {
        put(&s, i > 0 ? ", " : "");
        put_one(&s, values[i]);
    }
    put(&s, "]");
    return s.at;
}
