/* contract.h -- what an answer to this exercise must provide.
 *
 * Replies of Redis as text. A status is +OK, an error -ERR no such key, an integer :7, a double
 * ,0.5. A text is $5, the end of the line, and its five bytes. Each reply ends with \r\n. */
#ifndef REPLY_WRITER_CONTRACT_H
#define REPLY_WRITER_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

enum reply_kind { REPLY_STATUS, REPLY_ERROR, REPLY_INTEGER, REPLY_DOUBLE, REPLY_TEXT };

struct reply {
    enum reply_kind kind;
    int64_t integer; /* of REPLY_INTEGER */
    double number;   /* of REPLY_DOUBLE: finite, printed as %.17g prints it */
    const char *at;  /* of the others: `len` bytes, without a NUL behind them */
    size_t len;
};

/* Writes the reply to `out`, which has room for `size` bytes. Returns the length of the whole
 * reply; if that is greater than `size`, `out` has its first `size` bytes. There is no NUL at the
 * end, and `out` may be NULL if `size` is 0. */
size_t reply_write(char *out, size_t size, const struct reply *reply);

#endif
