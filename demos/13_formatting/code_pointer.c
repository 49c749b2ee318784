/* code_pointer.c -- the error is an address, so that NULL can mean that all went well. */
#include "lesson.h"

#include <stdbool.h>
#include <stdlib.h>

struct error {
    long code;
};

/* Returns false without memory; *e is NULL if all went well. */
static bool fail_with(long code, struct error **e)
{
    *e = code == 0 ? NULL : malloc(sizeof **e);
    if (*e != NULL)
        (*e)->code = code;
    return code == 0 || *e != NULL;
}

long code_pointer(long code)
{
    struct error *e;
    if (!fail_with(code, &e))
        return -1;
    long got = e == NULL ? 0 : e->code;
    free(e);
    return got;
}
