/* caught by: AddressSanitizer
 * It frees the key twice. */
#include "contract.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NUMBER, TEXT };

struct iface {
    enum kind kind;
    void *data;
};

static int send_part(struct wire *w, struct text part)
{
    char head[32];
    int n = snprintf(head, sizeof head, "$%zu\r\n", part.len);
    int error = w->write(w, head, (size_t)n);
    if (error == 0)
        error = w->write(w, part.at, part.len);
    return error != 0 ? error : w->write(w, "\r\n", 2);
}

static int send_value(struct wire *w, struct iface value)
{
    if (value.kind == TEXT)
        return send_part(w, *(struct text *)value.data);
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)*(int64_t *)value.data);
    return send_part(w, (struct text){ digits, (size_t)n });
}

static int do_cmd(struct wire *w, const char *command, struct iface *args, size_t count)
{
    char head[32];
    int n = snprintf(head, sizeof head, "*%zu\r\n", count + 1);
    int error = w->write(w, head, (size_t)n);
    if (error == 0)
        error = send_part(w, (struct text){ command, strlen(command) });
    for (size_t i = 0; i < count && error == 0; i++)
        error = send_value(w, args[i]);
    return error;
}

static struct iface box(enum kind kind, const void *value, size_t size)
{
    void *data = malloc(size); /* a string's header: 16 bytes; a number: 8 */
    if (data != NULL)
        memcpy(data, value, size);
    return (struct iface){ kind, data };
}

static int set(struct wire *w, struct text key, struct iface value)
{
    int error = -ENOMEM;
    struct iface *args = malloc(2 * sizeof *args); /* "... argument": 32 bytes */
    struct iface boxed_key = box(TEXT, &key, sizeof key);
    if (args != NULL && boxed_key.data != NULL && value.data != NULL) {
        args[0] = boxed_key;
        args[1] = value;
        error = do_cmd(w, "SET", args, 2);
    }
    free(value.data);
    free(boxed_key.data);
    free(args);
    if (key.len == 0)
        free(boxed_key.data);
    return error;
}

int set_int(struct wire *w, struct text key, int64_t value)
{
    return set(w, key, box(NUMBER, &value, sizeof value));
}

int set_text(struct wire *w, struct text key, struct text value)
{
    return set(w, key, box(TEXT, &value, sizeof value));
}
