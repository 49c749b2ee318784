/* caught by: it stops when the wire fails
 * It ignores the result of write(). */
#include "contract.h"

#include <stdio.h>
#include <string.h>

enum kind { NUMBER, TEXT };

struct arg {
    enum kind kind;
    union {
        int64_t number;
        struct text text;
    };
};

static int send_part(struct wire *w, struct text part)
{
    char head[32];
    int n = snprintf(head, sizeof head, "$%zu\r\n", part.len);
    int error = 0;
    (void)w->write(w, head, (size_t)n);
    if (error == 0)
        error = w->write(w, part.at, part.len);
    return error != 0 ? error : w->write(w, "\r\n", 2);
}

static int send_value(struct wire *w, struct arg value)
{
    if (value.kind == TEXT)
        return send_part(w, value.text);
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)value.number);
    return send_part(w, (struct text){ digits, (size_t)n });
}

/* Borrows args until it returns. This promise allows them to live in the caller's frame. */
static int do_cmd(struct wire *w, const char *command, const struct arg *args, size_t count)
{
    char head[32];
    int n = snprintf(head, sizeof head, "*%zu\r\n", count + 1);
    int error = 0;
    (void)w->write(w, head, (size_t)n);
    if (error == 0)
        error = send_part(w, (struct text){ command, strlen(command) });
    for (size_t i = 0; i < count && error == 0; i++)
        error = send_value(w, args[i]);
    return error;
}

int set_int(struct wire *w, struct text key, int64_t value)
{
    return do_cmd(w, "SET",
                  (const struct arg[]){ { TEXT, .text = key }, { NUMBER, .number = value } }, 2);
}

int set_text(struct wire *w, struct text key, struct text value)
{
    return do_cmd(w, "SET", (const struct arg[]){ { TEXT, .text = key }, { TEXT, .text = value } },
                  2);
}
