/* caught by: AddressSanitizer: heap-use-after-free
 * with: start.c
 * It reads every block after it was freed. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void free_and_read(void *block)
{
    const volatile char *again = block;
    free(block);
    if (again != NULL)
        (void)*again;
}

#define free(block) free_and_read(block)
