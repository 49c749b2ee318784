/* unload.c -- dlclose() in front of libc's: another library may be loaded where one was unloaded,
 * and its code then has the addresses of the first one's. */
#include <dlfcn.h>
#include <string.h>

#include "stacks/stacks.h"

__attribute__((visibility("default"))) int dlclose(void *handle)
{
    static int (*libc_dlclose)(void *handle);
    int (*next)(void *handle) = __atomic_load_n(&libc_dlclose, __ATOMIC_RELAXED);
    if (next == NULL) {
        void *found = dlsym(RTLD_NEXT, "dlclose");
        memcpy(&next, &found, sizeof next);
        __atomic_store_n(&libc_dlclose, next, __ATOMIC_RELAXED);
    }
    int result = next(handle);
    hm_stacks_unloaded();
    return result;
}
