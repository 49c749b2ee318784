/* contract.h -- what an answer to this exercise must provide.
 *
 * A command goes over the wire as Redis wants it: *3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n, that
 * is the count of parts, then each part as its length and its bytes. Bytes may be anything, NUL
 * too. */
#ifndef RESP_DO_CONTRACT_H
#define RESP_DO_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

struct text { /* need not end in NUL, may hold NULs */
    const char *at;
    size_t len;
};

/* Where a command goes. write() is a function that nobody knows at compile time. It takes the bytes
 * before it returns, in as many calls as you like. 0, or a negative errno that ends the command. */
struct wire {
    int (*write)(struct wire *w, const char *bytes, size_t len);
};

/* Send SET key value. Returns 0 or what write() returned. */
int set_int(struct wire *w, struct text key, int64_t value);
int set_text(struct wire *w, struct text key, struct text value);

#endif
