/* demangle.c -- names of C++ and Rust by libiberty, which knows the schemes of both. */
#include "symbols/demangle.h"

#include <stddef.h>

#ifdef HM_LIBIBERTY

#include <stdlib.h>
#include <string.h>

/* Of <demangle.h>, which wants all headers of libiberty. The general cplus_demangle() would bring
 * an xrealloc() of its own. */
char *cplus_demangle_v3(const char *mangled, int options);
char *rust_demangle(const char *mangled, int options);

char *symbols_demangle(const char *name)
{
    size_t length = strcspn(name, "@");
    if (length < 3 || name[0] != '_' || (name[1] != 'Z' && name[1] != 'R'))
        return NULL;
    char *mangled = strndup(name, length); /* without @GLIBCXX_3.4 */
    if (mangled == NULL)
        return NULL;
    char *plain = rust_demangle(mangled, 0); /* first: the old scheme of Rust is valid C++ too */
    if (plain == NULL)
        plain = cplus_demangle_v3(mangled, 0);
    free(mangled);
    return plain;
}

#else

char *symbols_demangle(const char *name)
{
    (void)name;
    return NULL;
}

#endif
