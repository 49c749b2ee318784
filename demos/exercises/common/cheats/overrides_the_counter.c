/* caught by: it defines hm_counters_since
 * with: start.c
 * It replaces the function that reads the counters. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct counters {
    unsigned long n[5];
};

struct counters hm_counters_since(const void *before);
struct counters hm_counters_since(const void *before)
{
    struct counters none;
    (void)before;
    memset(&none, 0, sizeof none);
    return none;
}
