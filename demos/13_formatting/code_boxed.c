/* code_boxed.c -- the error is an interface value, as in Go: any type may stand behind it, so the
 * number needs an address. */
#include "lesson.h"

#include "common/iface.h"

/* Returns a nil interface value if all went well. */
static struct iface fail_with(long code)
{
    return code == 0 ? (struct iface){ NULL, NULL } : box_int(code);
}

long code_boxed(long code)
{
    struct iface e = fail_with(code);
    if (e.type == NULL)
        return 0;
    if (box_failed(e))
        return -1;
    long got = *(const int64_t *)e.data;
    unbox(e);
    return got;
}
