/* caught by: nothing is left alive
 * with: start.c
 * It frees nothing. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define free(block) ((void)(block))
