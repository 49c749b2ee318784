/* variable.h -- a variable of the environment, without a getenv() of the program's own. */
#ifndef HM_BASE_VARIABLE_H
#define HM_BASE_VARIABLE_H

#include <stddef.h>
#include <string.h>

/* Its value, which lies in the environment; NULL: it is not set. */
static inline const char *hm_base_variable(const char *name)
{
    extern char **environ;
    size_t length = strlen(name);
    for (char *const *e = environ; e != NULL && *e != NULL; e++)
        if (strncmp(*e, name, length) == 0 && (*e)[length] == '=')
            return *e + length + 1;
    return NULL;
}

#endif
