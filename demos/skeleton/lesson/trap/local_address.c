/* expect: -Wreturn-local-addr */
/* TO WRITE: the mistake that this idiom invites, and the warning or the output in line 1 */
long *example(long x)
{
    long value = x;
    return &value;
}
