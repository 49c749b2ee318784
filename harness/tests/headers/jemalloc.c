/* jemalloc.c -- heapmark/jemalloc.h: a second opinion, or why there is none. */
#include <heapmark/jemalloc.h>

#include <stddef.h>

int main(void)
{
    uint64_t requests;
    const char *reason = NULL;
    return hm_jemalloc_requests(&requests, &reason) || reason != NULL ? 0 : 1;
}
