/* stack.c -- the same SET, its array in the frame, for a page with both sides in step. */
#include "set_c_1/rungs.h"

int main(void)
{
    static const struct string wire = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
    static const struct string ok = STRING("+OK\r\n");
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = redis_conn_init(&storage, memory_open(&peer, wire, ok), 0);
    return set_borrowed_array(c) == 0 ? 0 : 1;
}
