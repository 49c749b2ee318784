/* other_snprintf.c -- snprintf into a small array, then a copy. Short, but needs more stack. */
#include "contract.h"

#include <stdio.h>
#include <string.h>

/* Copies what fits and returns the length of all. */
static size_t copy(char *out, size_t size, size_t at, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length && at + i < size; i++)
        out[at + i] = bytes[i];
    return at + length;
}

size_t reply_write(char *out, size_t size, const struct reply *reply)
{
    char head[40];
    int length = 1;
    size_t at;
    head[0] = reply->kind == REPLY_STATUS ? '+' : '-';
    if (reply->kind == REPLY_INTEGER)
        length = snprintf(head, sizeof head, ":%lld", (long long)reply->integer);
    else if (reply->kind == REPLY_DOUBLE)
        length = snprintf(head, sizeof head, ",%.17g", reply->number);
    else if (reply->kind == REPLY_TEXT)
        length = snprintf(head, sizeof head, "$%zu\r\n", reply->len);
    at = copy(out, size, 0, head, (size_t)length);
    if (reply->kind != REPLY_INTEGER && reply->kind != REPLY_DOUBLE)
        at = copy(out, size, at, reply->at, reply->len);
    return copy(out, size, at, "\r\n", 2);
}
