/* reason.c -- prints why this program is not counted, or the counts of one malloc and free. */
#include <stdio.h>
#include <stdlib.h>

#include <heapmark/counters.h>

int main(void)
{
    hm_counters before = hm_counters_now();
    void *volatile block = malloc(24);

    free(block);
    hm_counters used = hm_counters_since(&before);
    if (!hm_counting()) {
        printf("not counted: %s\n", hm_counting_reason());
        return 1;
    }
    printf("counted: %d alloc, %d free, %d bytes, by %s\n", (int)used.allocs, (int)used.frees,
           (int)used.bytes, hm_allocator());
    return 0;
}
