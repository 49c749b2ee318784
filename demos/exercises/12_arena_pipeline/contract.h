/* contract.h -- what an answer to this exercise must provide.
 *
 * A pipeline is replies of Redis, one behind the other. :-7 is an integer of 1 to 18 digits. $5 is
 * a text: the number of its bytes, and then these and one more end of line. *2 is an array: the
 * number of its items, which follow. Lines end with \r\n, and the numbers of bytes and of items
 * have 1 to 9 digits. */
#ifndef ARENA_PIPELINE_CONTRACT_H
#define ARENA_PIPELINE_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

enum { REPLY_DEPTH_MOST = 32 }; /* arrays in arrays: so many are open at once */

enum reply_kind { REPLY_INTEGER, REPLY_TEXT, REPLY_ARRAY };

struct reply {
    enum reply_kind kind;
    union {
        int64_t integer;
        struct {
            const char *at; /* `len` bytes; there may be no NUL behind them */
            size_t len;
        } text;
        struct {
            const struct reply *items;
            size_t count;
        } array;
    };
};

/* Gets one reply. It is there until the function returns, with all that it points to. The function
 * may read another pipeline meanwhile. */
typedef void reply_function(void *arg, const struct reply *reply);

/* Calls each(arg, reply) for the replies in `len` bytes, in order, up to the first one that is cut
 * off, wrong or too deep, or for which there is no memory. Returns how many bytes the replies
 * before that one have; `len` if there is none. */
size_t pipeline_read(const char *bytes, size_t len, reply_function *each, void *arg);

#endif
