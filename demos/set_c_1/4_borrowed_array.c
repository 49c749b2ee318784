/* 4_borrowed_array.c -- 2_constants.c with the array in the frame: 0 blocks, the same table.
 *
 * The contract in conn.h says that the callee only borrows its arguments, so the frame outlives
 * every use of them. A C programmer may rely on a contract. Go's compiler relies on what it can
 * see, and moves the same array to the heap. */
#include "rungs.h"

int set_borrowed_array(struct conn c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;

    struct iface args[2];
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };

    struct result set = c.methods->do_boxed(c.self, "SET", args, 2);

    return result_expect_ok(set);
}
