/* gosize.c -- heapmark/gosize.h: two boxed ints share one tiny block of Go. */
#include <heapmark/gosize.h>

int main(void)
{
    hm_go_heap heap = { 0, 0, 0 };
    hm_go_alloc(&heap, 8, false);
    hm_go_alloc(&heap, 8, false);
    return heap.bytes == 16 && hm_go_size(24) == 24 ? 0 : 1;
}
