/* version.c -- heapmark/version.h: the headers and the library belong together. */
#include <heapmark/version.h>

#include <stddef.h>

int main(void)
{
    return hm_version() == HM_VERSION && hm_version_problem(HM_VERSION) == NULL &&
                   hm_version_problem(HM_VERSION + 10000) != NULL
               ? 0
               : 1;
}
