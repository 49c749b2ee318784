/* stack.c -- SET key value through the same kind of call, and nothing on the heap.
 *
 * The array is in this frame, and each argument carries its value with it. The compiler does not
 * know which function runs behind the table. The contract says that it keeps no argument (conn.h).
 */
#include "lesson.h"

int set_stack(struct conn c, const char *key, int64_t value)
{
    struct value args[] = { value_text(key), value_int(value) };
    struct reply reply;
    int error = c.methods->do_values(c.self, "SET", args, 2, &reply);
    if (error == 0)
        error = reply_expect_ok(&reply);
    return error;
}
