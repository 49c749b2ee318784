/* inspect.h -- what an object file gives away about the code in it, without running it: which
 * functions it calls, how much static data it has, whether code of it runs before main, whether it
 * talks to the kernel itself. */
#ifndef HM_GRADE_INSPECT_H
#define HM_GRADE_INSPECT_H

#include <stdbool.h>
#include <stddef.h>

enum { GRADE_INSPECT_NAMES = 512 };

struct grade_inspected {
    long static_bytes;                 /* data, bss and their thread-local kin; constants not */
    bool before_main;                  /* constructors, or an init_array of another kind */
    bool talks_to_kernel;              /* a syscall, sysenter or int 0x80 instruction */
    char calls[GRADE_INSPECT_NAMES];   /* undefined symbols beyond `may_call`, parted by blanks */
    char defines[GRADE_INSPECT_NAMES]; /* global symbols beyond `may_define` */
};

/* may_call, may_define: names parted by blanks. Returns false, with one clause in why, if the file
 * cannot be read as an object file. Uses objdump for the instructions; without it, false. */
bool grade_inspect(const char *object, const char *may_call, const char *may_define,
                   struct grade_inspected *out, char *why, size_t why_size);

/* Does the .su file of -fstack-usage name a function whose frame has no size known beforehand
 * (alloca, a variable-length array)? Its name goes to `function`. A compiler that writes no such
 * file names none. False in *readable, with errno set: there is one, and it cannot be read. */
bool grade_unbounded_frame(const char *su_path, char *function, size_t size, bool *readable);

#endif
