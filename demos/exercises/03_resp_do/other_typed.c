/* other_typed.c -- no array of arguments: a function for this command only. */
#include "contract.h"

#include <stdio.h>

static int send_text(struct wire *w, struct text part)
{
    char head[32];
    int n = snprintf(head, sizeof head, "\r\n$%zu\r\n", part.len);
    int error = w->write(w, head, (size_t)n);
    return error != 0 || part.len == 0 ? error : w->write(w, part.at, part.len);
}

int set_text(struct wire *w, struct text key, struct text value)
{
    int error = w->write(w, "*3\r\n$3\r\nSET", 11);
    if (error == 0)
        error = send_text(w, key);
    if (error == 0)
        error = send_text(w, value);
    return error != 0 ? error : w->write(w, "\r\n", 2);
}

int set_int(struct wire *w, struct text key, int64_t value)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)value);
    return set_text(w, key, (struct text){ digits, (size_t)n });
}
