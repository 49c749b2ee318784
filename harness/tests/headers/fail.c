/* fail.c -- heapmark/fail.h: the second request fails. */
#include <heapmark/fail.h>

#include <stdlib.h>

int main(void)
{
    hm_fail_at(2);
    void *volatile first = malloc(1);
    void *volatile second = malloc(1);
    bool still_to_come = hm_fail_disarm();
    bool as_told = first != NULL && second == NULL && !still_to_come;
    free(first);
    free(second);
    return as_told ? 0 : 1;
}
