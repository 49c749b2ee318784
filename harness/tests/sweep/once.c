/* once.c -- preloaded after heapmark's malloc: arms the failure for this process, not for the
 * programs that it starts. A sweep tests one tool, not the compiler that the tool calls. */
#include <stdlib.h>

__attribute__((constructor)) static void for_this_process_only(void)
{
    void *volatile first = malloc(1); /* the first request reads HEAPMARK_FAIL_AT */

    free(first);
    unsetenv("HEAPMARK_FAIL_AT");
    unsetenv("LD_PRELOAD");
}
