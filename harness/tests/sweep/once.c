/* once.c -- preloaded behind heapmark's malloc: arm the failure for this process, not for what it
 * starts. A sweep is about one tool; the compiler that the tool calls is somebody else's. */
#include <stdlib.h>

__attribute__((constructor)) static void for_this_process_only(void)
{
    void *volatile first = malloc(1); /* the first request reads HEAPMARK_FAIL_AT */

    free(first);
    unsetenv("HEAPMARK_FAIL_AT");
    unsetenv("LD_PRELOAD");
}
