/* block.c -- an array that lives in a block of braces, and its address that leaves the block. */
int sum(int wanted)
{
    int *p = 0;
    if (wanted)
        p = (int[]){ 1, 2, 3 };
    return p ? p[0] + p[1] + p[2] : 0;
}
