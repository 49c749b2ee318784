/* caught by: nothing is left alive
 * It never frees the boxes. */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>

struct iface {
    char kind;
    const void *data; /* an int64_t in a block of its own, or the text */
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

static struct iface box_number(int64_t number)
{
    int64_t *data = malloc(sizeof *data);
    if (data != NULL)
        *data = number;
    return (struct iface){ 'n', data };
}

static void put_one(struct sink *s, struct iface value)
{
    if (value.kind == 's')
        put(s, "\"%s\"", (const char *)value.data);
    else if (value.data != NULL)
        put(s, "%lld", (long long)*(const int64_t *)value.data);
}

size_t list_print(char *out, size_t size, const char *kinds, ...)
{
    struct iface values[LIST_MAX];
    size_t count = 0;
    va_list args;
    va_start(args, kinds);
    for (; kinds[count] != '\0' && count < LIST_MAX; count++)
        if (kinds[count] == 'n')
            values[count] = box_number(va_arg(args, int64_t));
        else
            values[count] = (struct iface){ 's', va_arg(args, const char *) };
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
