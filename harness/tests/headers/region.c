/* region.c -- heapmark/region.h: without its tool the calls do nothing. */
#include <heapmark/region.h>

int main(void)
{
    int measured = hm_region_begin("parse");
    hm_region_op();
    int ended = hm_region_end();
    return measured == ended && (hm_region_seen() != 0) == (measured != 0) ? 0 : 1;
}
