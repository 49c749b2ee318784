/* main.c -- one SET with everything boxed, against a fake peer, for `heapmark trace`. */
#include "set_c_1/rungs.h"

int main(void)
{
    static const struct string wire = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$4\r\n1000\r\n");
    static const struct string ok = STRING("+OK\r\n");
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = redis_conn_init(&storage, memory_open(&peer, wire, ok), 0);
    return set_all_boxed(c) == 0 ? 0 : 1;
}
