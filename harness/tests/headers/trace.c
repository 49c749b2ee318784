/* trace.c -- heapmark/trace.h: the block outlives the call that made it. Links the tracer. */
#include <heapmark/trace.h>

#include <stdlib.h>

static void make(void *arg)
{
    *(void **)arg = malloc(10);
}

int main(void)
{
    void *block = NULL;
    hm_trace_site sites[4];
    int64_t blocks = hm_trace_outliving(make, &block, sites, 4);
    free(block);
    return blocks == 1 && sites[0].bytes == 10 ? 0 : 1;
}
