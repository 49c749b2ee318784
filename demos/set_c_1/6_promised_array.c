/* 6_promised_array.c -- 4_borrowed_array.c with the promise in the type of the function: 0 blocks.
 *
 * The table is unknown here as before. But the type of do_promised says that the callee keeps no
 * address of its arguments, so clang and `heapmark escape` know that the array stays. Go has no
 * word for such a promise. */
#include "rungs.h"

int set_promised_array(struct conn c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;

    struct iface args[2];
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };

    struct result set = c.methods->do_promised(c.self, "SET", args, 2);

    return result_expect_ok(set);
}
