/* counters.c -- heapmark/counters.h: what a call asked of the heap. */
#include <heapmark/counters.h>

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    hm_counters before = hm_counters_now();
    free(malloc(100));
    hm_counters used = hm_counters_since(&before);
    if (!hm_counting()) {
        printf("not counted: %s\n", hm_counting_reason());
        return 1;
    }
    printf("%u block, %u bytes, by %s\n", (unsigned)used.allocs, (unsigned)used.bytes,
           hm_allocator());
    return used.allocs == 1 && used.bytes == 100 ? 0 : 1;
}
