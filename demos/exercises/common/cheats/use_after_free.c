/* caught by: AddressSanitizer: heap-use-after-free
 * with: start.c
 * It writes to every block after it was freed. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void free_and_write(void *block)
{
    char *volatile again = block;
    free(block);
    if (again != NULL)
        *again = 0;
}

#define free(block) free_and_write(block)
