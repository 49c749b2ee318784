/* stack_boxed.c -- boxed_1_8.c with its three blocks in the frame: 0 blocks, the same indirect
 * call.
 *
 * Interface values are not the cost; where they point to is. The callee's contract says that it
 * only borrows its arguments, so the frame outlives every use of them. A C programmer may rely on a
 * contract; Go's compiler can only rely on what it can see. */
#include "rungs.h"

int set_stack_boxed(struct conn c)
{
    struct string key = STRING("C");
    int64_t one = 1;

    struct iface args[2];
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };

    struct result set = c.methods->do_boxed(c.self, "SET", args, 2);

    return result_expect_ok(set);
}
