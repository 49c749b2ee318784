/* caught by: the address of errno
 * with: solution.c
 * It finds memory of the thread by the address of errno. */
#include <errno.h>

__attribute__((used)) static void *memory(void)
{
    return &errno;
}
