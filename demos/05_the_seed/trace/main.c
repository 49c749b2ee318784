/* main.c -- one SET C 1 with everything boxed, against a fake peer, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    static const struct string wire = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
    static const struct string ok = STRING("+OK\r\n");
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = redis_conn_init(&storage, memory_open(&peer, wire, ok), 0);
    return set_boxed(c, "C", 1) == 0 ? 0 : 1;
}
