/* 1_all_boxed.c -- SET C 1000 with a key and a number known only at run time: 3 blocks, 56 bytes.
 *
 * In Go this is c.Do("SET", key, n), and `-m` prints a line for each block:
 *
 *     ... argument escapes to heap      two interface values   32 B
 *     key escapes to heap               a string's header      16 B
 *     n escapes to heap                 an int                  8 B
 *
 * Nothing is checked after box_string() and box_int(): every reader of boxes refuses one whose
 * allocation failed, so the call below then answers -ENOMEM. */
#include <errno.h>
#include <stdlib.h>

#include "rungs.h"

struct string run_time_key = STRING("C");
int64_t run_time_int = 1000; /* for an int below 256 there is a table, and no block */

int set_all_boxed(struct conn c)
{
    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = box_string(run_time_key);
    args[1] = box_int(run_time_int);

    struct result set = c.methods->do_boxed(c.self, "SET", args, 2);

    unbox(args[1]);
    unbox(args[0]);
    free(args);
    return result_expect_ok(set);
}
