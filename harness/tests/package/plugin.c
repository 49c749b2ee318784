/* plugin.c -- a plugin with a copy of the library in it: what does its copy say? */
#include <stdlib.h>

#include <heapmark/counters.h>
#include <heapmark/expect.h>

int plugin_verdict(void);
const char *plugin_reason(void);

/* The verdict of a region with one block. */
int plugin_verdict(void)
{
    hm_budget none = { 0 };
    hm_expect *e = hm_expect_begin(none);
    free(malloc(10));
    return (int)hm_expect_end(e)->verdict;
}

const char *plugin_reason(void)
{
    return hm_counting_reason();
}
