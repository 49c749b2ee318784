/* resp.h -- write a Redis command (RESP2) into the caller's buffer. Allocates nothing.
 *
 * A command is an array of bulk strings: `SET C 1` is 27 bytes,
 *     *3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n
 *
 * Both functions return the bytes written, or a negative errno and then the buffer's content is
 * undefined: -EMSGSIZE if the command does not fit, -ENOMEM if a box failed, -EINVAL if an
 * argument's type cannot be sent. A nil interface is sent as an empty string, as redigo does.
 * Reentrant. */
#ifndef DEMOS_RESP_H
#define DEMOS_RESP_H

#include <sys/types.h>

#include "iface.h"
#include "value.h"

ssize_t resp_encode_values(char *out, size_t size_bytes, const char *command,
                           const struct value *args, size_t count);

ssize_t resp_encode_boxed(char *out, size_t size_bytes, const char *command,
                          const struct iface *args, size_t count);

#endif
