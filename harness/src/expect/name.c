/* name.c -- with debug information where its reader is linked, else with the linker's tables. */
#include "expect/name.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/auxv.h>

static bool is_of_system(const char *path)
{
    return strncmp(path, "/usr/", 5) == 0 || strncmp(path, "/lib", 4) == 0;
}

/* Is the code at pc in the program itself, or in a library outside the system's folders? */
static bool is_of_program(const Dl_info *at)
{
    Dl_info program;
    bool known = dladdr((const void *)getauxval(AT_ENTRY), &program) != 0; // NOLINT

    return (known && at->dli_fbase == program.dli_fbase) || !is_of_system(at->dli_fname);
}

/* Is the code in the library whose malloc the program calls? A tracer's library stands before ours
 * and calls our malloc in its turn. */
static bool is_of_malloc(const Dl_info *at)
{
    Dl_info program, found;
    void *first = dlsym(RTLD_DEFAULT, "malloc");

    return first != NULL && dladdr(first, &found) != 0 && at->dli_fbase == found.dli_fbase &&
           dladdr((const void *)getauxval(AT_ENTRY), &program) != 0 && // NOLINT
           found.dli_fbase != program.dli_fbase;
}

size_t hm_expect_name(uintptr_t pc, struct hm_expect_frame *frames, size_t max)
{
    Dl_info info;
    bool known = dladdr((const void *)(pc - 1), &info) != 0; // NOLINT(performance-no-int-to-ptr)
    bool inside = known && is_of_malloc(&info);
    bool ours = !inside && (!known || is_of_program(&info));
    size_t n = 0;

    if (hm_expect_name_by_debug != NULL)
        n = hm_expect_name_by_debug(pc, frames, max);
    if (n == 0) {
        frames[n++] = (struct hm_expect_frame){ .function = known ? info.dli_sname : NULL };
    }
    for (size_t i = 0; i < n; i++) {
        frames[i].source = ours && frames[i].file != NULL && !is_of_system(frames[i].file);
        frames[i].malloc = inside;
    }
    return n;
}
