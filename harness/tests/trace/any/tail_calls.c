/* From -O2 on make() and start() end in jumps: they have no frame, and the call in op() is the
 * site. */
#include <stdlib.h>

#define FRAME __attribute__((noinline, noclone))

static volatile int calls;

FRAME static void *make(size_t size)
{
    return malloc(size);
}

FRAME static void *start(size_t size)
{
    return make(size + 4);
}

FRAME static void op(void)
{
    free(start(16)); // WANT "start's malloc(20) not seen to escape op (10 of 10)"
    calls++;
}

int main(void)
{
    for (int i = 0; i < 10; i++)
        op();
    return calls == 0;
}
