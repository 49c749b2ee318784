/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

/* The size of the buffer, two bytes, and then what driver.c says. */
#define LIST(list) "\x80\x00" list, sizeof(list) + 1
#define THOUSAND   "n\xe8\x03\0\0\0\0\0\0"

void hm_exercise_visible(hm_draw *d)
{
    hm_draw_check(d, "it prints numbers and texts");
    hm_draw_case(d, LIST(THOUSAND "shello\0n\x07\0\0\0\0\0\0\0"));
    hm_draw_check(d, "it prints the empty list");
    hm_draw_case(d, LIST(""));
    hm_draw_check(d, "it prints one number");
    hm_draw_op(d, LIST(THOUSAND));
}
