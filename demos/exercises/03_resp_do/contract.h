/* contract.h -- what an answer to this exercise must provide.
 *
 * A command is sent in the format of Redis: *3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n. That is the
 * number of parts, then each part as its length and its bytes. Any byte is allowed, also NUL. */
#ifndef RESP_DO_CONTRACT_H
#define RESP_DO_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

struct text { /* may contain NULs, need not end in one */
    const char *at;
    size_t len;
};

/* Where a command goes. The compiler does not know which function write() is. write() uses the
 * bytes only until it returns; you may call it as often as you like. It returns 0, or a negative
 * errno: then stop. */
struct wire {
    int (*write)(struct wire *w, const char *bytes, size_t len);
};

/* Sends SET key value. Returns 0, or the error of write(). */
int set_int(struct wire *w, struct text key, int64_t value);
int set_text(struct wire *w, struct text key, struct text value);

#endif
