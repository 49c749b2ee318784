/* caught by: the attribute ifunc
 * with: solution.c
 * A function is chosen before main, by code of the answer. */
static void chosen(void)
{
}
__attribute__((used)) static void (*choose(void))(void)
{
    return chosen;
}
__attribute__((ifunc("choose"), used)) static void code(void);
