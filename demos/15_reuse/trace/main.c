/* main.c -- one reply of each kind, for `heapmark trace`. */
#include "../lesson.h"

int main(void)
{
    struct pool pool = { .count = 0 };
    long sum = reply_boxed(4711) + reply_pooled(&pool, 4711);
    pool_free(&pool);
    return sum == 20 ? 0 : 1;
}
