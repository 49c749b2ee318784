/* boxed_run_time.c -- the same call with values that are known only at run time.
 *
 * A value that the compiler does not know cannot be static data, so it is boxed when the program
 * runs: an int of 256 or more   a block of 8 B an int below 256        an address in a table that
 * the runtime keeps: free a string                a header of 16 B */
#include <errno.h>
#include <stdlib.h>

#include "rungs.h"

/* Not static and not const: the compiler must expect that somebody changes them. */
extern int64_t run_time_int, run_time_small_int;
extern struct string run_time_key;
int64_t run_time_int = 1000, run_time_small_int = 1;
struct string run_time_key = STRING("C");

static const struct string constant_key = STRING("C");

/* Takes the two boxes; they are given back. */
static int set(struct conn c, struct iface key, struct iface value)
{
    int code = -ENOMEM;
    struct iface *args = malloc(2 * sizeof *args);
    if (args != NULL) {
        args[0] = key;
        args[1] = value;
        code = result_expect_ok(c.methods->do_boxed(c.self, "SET", args, 2));
        free(args);
    }
    unbox(value);
    if (key.data != &constant_key)
        unbox(key);
    return code;
}

int set_boxed_int1000(struct conn c)
{
    return set(c, (struct iface){ &type_string, &constant_key }, box_int(run_time_int));
}

int set_boxed_key(struct conn c)
{
    return set(c, box_string(run_time_key), box_int(run_time_int));
}

int set_boxed_small_int(struct conn c)
{
    return set(c, (struct iface){ &type_string, &constant_key }, box_int(run_time_small_int));
}
