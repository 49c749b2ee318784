/* caught by: static data
 * It has one static array for all calls. */
#include "contract.h"

#include <stdio.h>
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

static struct text keys;
static struct text texts;
static int64_t numbers;
static struct iface args[2];

int set_int(struct wire *w, struct text key, int64_t value)
{
    keys = key;
    numbers = value;
    args[0] = (struct iface){ TEXT, &keys };
    args[1] = (struct iface){ NUMBER, &numbers };
    return do_cmd(w, "SET", args, 2);
}

int set_text(struct wire *w, struct text key, struct text value)
{
    keys = key;
    texts = value;
    args[0] = (struct iface){ TEXT, &keys };
    args[1] = (struct iface){ TEXT, &texts };
    return do_cmd(w, "SET", args, 2);
}
