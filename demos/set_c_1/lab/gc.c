/* gc.c -- the three blocks of 1_all_boxed.c from a garbage collector: none of them is malloc's.
 *
 * The Boehm-Demers-Weiser collector takes its memory from the system by itself, so malloc is never
 * called and its counters rightly say 0. What the collector hands out is counted here, on the way
 * to it (blocks), and by the collector (bytes, rounded up as it rounds them). */
#include <errno.h>
#include <gc.h>

#include "also.h"
#include "collector.h"

static uint64_t asked_allocs;

static void *gc_new(size_t size)
{
    asked_allocs++;
    return GC_MALLOC(size);
}

/* For what holds no pointers: the collector need not look inside. */
static void *gc_new_plain(size_t size)
{
    asked_allocs++;
    return GC_MALLOC_ATOMIC(size);
}

int set_gc(struct conn c)
{
    struct iface *args = gc_new(2 * sizeof *args);
    struct string *key = gc_new(sizeof *key);
    int64_t *one = gc_new_plain(sizeof *one);
    if (args == NULL || key == NULL || one == NULL)
        return -ENOMEM;
    *key = (struct string)STRING("C");
    *one = 1;
    args[0] = (struct iface){ &type_string, key };
    args[1] = (struct iface){ &type_int, one };

    struct result set = c.methods->do_boxed(c.self, "SET", args, 2);

    return result_expect_ok(set); /* and nothing is given back */
}

void gc_start(void)
{
    GC_INIT();
}

struct gc_totals gc_now(void)
{
    return (struct gc_totals){ .allocs = asked_allocs, .bytes = GC_get_total_bytes() };
}
