/* stack.c -- no block. */

int f_stack(void)
{
    int x = 1; /* "<" & more */
    (void)x;
    return 1 < 2;
}
