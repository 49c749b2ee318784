/* caught by: __builtin_alloca
 * with: start.c
 * Its blocks are on the stack, and the input says how large they are. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <alloca.h>

#define malloc(size)        alloca(size)
#define calloc(count, size) memset(alloca((count) * (size)), 0, (count) * (size))
#define free(block)         ((void)(block))
