/* pipeline.c -- 1_all_boxed.c, 2_constants.c and 5_tagged_union.c, but the reply is awaited later.
 *
 * send_* copies the command into the connection's buffer before it returns, so the arguments may go
 * at once, wherever they live. */
#include <errno.h>
#include <stdlib.h>

#include "also.h"

int send_all_boxed(struct conn c)
{
    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = box_string(run_time_key);
    args[1] = box_int(run_time_int);

    int code = c.methods->send_boxed(c.self, "SET", args, 2);

    unbox(args[1]);
    unbox(args[0]);
    free(args);
    return code;
}

int send_constants(struct conn c)
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

int send_tagged_union(struct conn c)
{
    const struct value args[] = { value_text("C"), value_int(1) };

    return c.methods->send_values(c.self, "SET", args, 2);
}
