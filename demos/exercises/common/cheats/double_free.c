/* caught by: AddressSanitizer: attempting double-free
 * with: start.c
 * It frees every block twice. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void free_twice(void *block)
{
    void *volatile again = block;
    free(block);
    free(again);
}

#define free(block) free_twice(block)
