/* detail.c -- heapmark/detail.h: what was alive at once, and what Go would have charged. */
#include <heapmark/detail.h>

#include <stdlib.h>

int main(void)
{
    hm_detail d;
    if (!hm_detail_start())
        return 1;
    void *two[] = { malloc(20), malloc(20) };
    free(two[0]);
    free(two[1]);
    hm_detail_stop(&d);
    return d.peak_blocks == 2 && d.live_blocks == 0 && d.go_bytes == 48 ? 0 : 1;
}
