/* pvalloc.c -- runs in the program: pvalloc() by way of memalign(). Valgrind's own replacement ends
 * the program. */
#include "pub_tool_basics.h"
#include "pub_tool_redir.h"

enum { PAGE = 4096 };

void *memalign(SizeT align, SizeT size); /* the core puts its own in place of this one too */

void *VG_REPLACE_FUNCTION_EZU(10190, VG_Z_LIBC_SONAME, pvalloc)(SizeT size);
void *VG_REPLACE_FUNCTION_EZU(10190, VG_Z_LIBC_SONAME, pvalloc)(SizeT size)
{
    return memalign(PAGE, size);
}
