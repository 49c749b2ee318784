/* replies.h -- reading a reply, boxed and as a view. 0, -ENOMEM, -EIO, or -EPROTO if it is not
 * `want`. */
#ifndef SET_C_1_REPLIES_H
#define SET_C_1_REPLIES_H

#include "common/conn.h"

typedef int read_fn(struct conn c, const struct reply *want);

read_fn read_boxed;
read_fn read_stack;

#endif
