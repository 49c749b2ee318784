/* main.c -- one call of the boxed side, for `heapmark trace`: the list of two nodes is on the
 * stack, and the third one comes and goes. */
#include "../lesson.h"

#include <stddef.h>

int main(void)
{
    struct node last = { NULL, 20 }, head = { &last, 10 };
    return list_boxed(1) == 36 && node_boxed(&head, 5) == 35 ? 0 : 1;
}
