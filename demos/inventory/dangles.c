/* dangles.c -- the address of a local variable is returned. */
int *number(void)
{
    int seven = 7;
    return &seven;
}
