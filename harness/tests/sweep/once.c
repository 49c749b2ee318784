/* once.c -- preloaded after heapmark's malloc: arms the failure for this process, not for the
 * programs that it starts. A sweep tests one tool, not the compiler that the tool calls. */
#include <dlfcn.h>
#include <stdlib.h>

void *sweep_behind_once(const char *name);

__attribute__((constructor)) static void for_this_process_only(void)
{
    void *volatile first = malloc(1); /* the first request reads HEAPMARK_FAIL_AT */

    free(first);
    unsetenv("HEAPMARK_FAIL_AT");
    unsetenv("LD_PRELOAD");
}

/* For spare.c: the function of that name in the allocator behind this library. */
void *sweep_behind_once(const char *name)
{
    void *volatile found = dlsym(RTLD_NEXT, name); /* no tail call: "next" goes by the caller */
    return found;
}
