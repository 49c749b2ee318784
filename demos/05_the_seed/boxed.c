/* boxed.c -- SET key value as the three lines of `-m` suggest: three things on the heap. */
#include "lesson.h"

#include <errno.h>
#include <stdlib.h>

int set_boxed(struct conn c, const char *key, int64_t value)
{
    struct iface *args = malloc(2 * sizeof *args); /* "... argument": 32 bytes */
    if (args == NULL)
        return -ENOMEM;
    args[0] = box_string_1_8((struct string){ key, strlen(key) }); /* the string's header: 16 */
    args[1] = box_int_1_8(value);                                  /* the number: 8 */
    int error = -ENOMEM;
    if (!box_failed(args[0]) && !box_failed(args[1]))
        error = result_expect_ok(c.methods->do_boxed(c.self, "SET", args, 2));
    unbox(args[1]);
    unbox(args[0]);
    free(args);
    return error;
}
