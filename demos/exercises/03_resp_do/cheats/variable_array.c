/* caught by: variable-length array
 * It builds the whole command on the stack, of any length. */
#include "contract.h"

#include <stdio.h>
#include <string.h>

int set_text(struct wire *w, struct text key, struct text value)
{
    char command[key.len + value.len + 64];
    size_t at = (size_t)snprintf(command, sizeof command, "*3\r\n$3\r\nSET\r\n$%zu\r\n", key.len);
    memcpy(command + at, key.at, key.len);
    at += key.len;
    at += (size_t)snprintf(command + at, sizeof command - at, "\r\n$%zu\r\n", value.len);
    memcpy(command + at, value.at, value.len);
    at += value.len;
    memcpy(command + at, "\r\n", 2);
    return w->write(w, command, at + 2);
}

int set_int(struct wire *w, struct text key, int64_t value)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)value);
    return set_text(w, key, (struct text){ digits, (size_t)n });
}
