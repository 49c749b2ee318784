/* hook_stack.c -- heapmark/hook_stack.h: a frame is one cache line. */
#include <heapmark/hook_stack.h>

int main(void)
{
    return sizeof(struct hm_hook_frame) == 8 * sizeof(hm_hook_word) ? 0 : 1;
}
