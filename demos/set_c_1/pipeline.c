/* pipeline.c -- boxed_1_8.c, boxed.c and stack.c again, but the reply is awaited later.
 *
 * send_* copies the command into the connection's buffer before it returns, so the arguments may go
 * at once, wherever they live. */
#include <errno.h>
#include <stdlib.h>

#include "rungs.h"

int send_boxed_1_8(struct conn c)
{
    static const struct string key = STRING("C");

    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = box_string_1_8(key);
    args[1] = box_int_1_8(1);

    int code = c.methods->send_boxed(c.self, "SET", args, 2);

    unbox(args[1]);
    unbox(args[0]);
    free(args);
    return code;
}

int send_boxed(struct conn c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;

    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };

    int code = c.methods->send_boxed(c.self, "SET", args, 2);

    free(args);
    return code;
}

int send_stack(struct conn c)
{
    const struct value args[] = { value_text("C"), value_int(1) };

    return c.methods->send_values(c.self, "SET", args, 2);
}
