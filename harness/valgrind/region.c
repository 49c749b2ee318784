/* region.c -- regions nest; each thread has its own stack of open ones. */
#include "region.h"

#include "heapmark/region_requests.h"
#include "pub_tool_clreq.h"
#include "pub_tool_vki.h"
#include "pub_tool_vkiscnums.h"

enum { NEST_MAX = 16 };

struct nest {
    UInt open; /* how many */
    UInt region[NEST_MAX];
    Addr top[NEST_MAX]; /* stack pointer at begin */
    Addr low[NEST_MAX];
    ULong outside[NEST_MAX]; /* of vg_region_outside at begin */
};

Addr vg_region_low;
ULong vg_region_outside;
Bool vg_region_stack;
const HChar *vg_region_object;

static struct nest *nests; /* by ThreadId */
static ThreadId running;

static struct nest *nest_of(ThreadId tid)
{
    if (nests == NULL)
        nests = VG_(calloc)("hm.regions", VG_N_THREADS, sizeof *nests);
    return &nests[tid];
}

static UInt region_named(const HChar *name)
{
    struct vg_seen_header *h = vg_seen.header;
    UInt i = 0;
    while (i < h->regions && VG_(strncmp)(vg_seen.region[i].name, name, 63) != 0)
        i++;
    if (i == h->regions && i < VG_SEEN_REGIONS_MAX) {
        struct vg_seen_region *r = &vg_seen.region[i];
        VG_(strncpy)(r->name, name, sizeof r->name - 1);
        r->measured_stack = vg_region_stack;
        r->measured_outside = vg_region_object != NULL;
        h->regions++;
    }
    return i;
}

static void set_low(const struct nest *n)
{
    vg_region_low = n->open > 0 && vg_region_stack ? n->low[n->open - 1] : 0;
}

static Bool begin(ThreadId tid, const HChar *name)
{
    struct nest *n = nest_of(tid);
    UInt at = region_named(name);
    if (n->open == NEST_MAX || at == VG_SEEN_REGIONS_MAX)
        return False;
    n->region[n->open] = at;
    n->top[n->open] = n->low[n->open] = VG_(get_SP)(tid);
    n->outside[n->open] = vg_region_outside;
    n->open++;
    vg_seen.region[at].entered++;
    vg_seen.region[at].open++;
    set_low(n);
    return True;
}

static Bool end(ThreadId tid)
{
    struct nest *n = nest_of(tid);
    if (n->open == 0)
        return False;
    UInt i = --n->open;
    struct vg_seen_region *r = &vg_seen.region[n->region[i]];
    ULong high = n->top[i] - n->low[i];
    if (high > r->stack_high)
        r->stack_high = high;
    r->outside += vg_region_outside - n->outside[i];
    r->open--;
    if (i > 0 && n->low[i] < n->low[i - 1])
        n->low[i - 1] = n->low[i];
    set_low(n);
    return True;
}

Bool vg_region_request(ThreadId tid, UWord *arg, UWord *ret)
{
    if (!VG_IS_TOOL_USERREQ('H', 'M', arg[0]))
        return False;
    struct nest *n = nest_of(tid);
    *ret = 0;
    if (!vg_on)
        return True;
    if (arg[0] == HM_REGION_REQUEST_BEGIN)
        *ret = begin(tid, arg[1] != 0 ? (const HChar *)arg[1] : "");
    else if (arg[0] == HM_REGION_REQUEST_END)
        *ret = end(tid);
    else if (arg[0] == HM_REGION_REQUEST_OP && n->open > 0)
        *ret = ++vg_seen.region[n->region[n->open - 1]].ops;
    else if (arg[0] == HM_REGION_REQUEST_SEEN)
        *ret = 1;
    return True;
}

#define EACH_OPEN(tid, r)                                                                          \
    for (struct vg_seen_region * r, *once_##r = NULL; once_##r == NULL; once_##r = (void *)1)      \
        for (UInt i_##r = nests != NULL ? nests[tid].open : 0;                                     \
             i_##r > 0 && (r = &vg_seen.region[nests[tid].region[i_##r - 1]]) != NULL; i_##r--)

void vg_regions_born(ThreadId tid, ULong size)
{
    EACH_OPEN(tid, r)
    {
        r->allocs++;
        r->bytes += size;
    }
}

void vg_regions_moved(ThreadId tid, ULong size)
{
    EACH_OPEN(tid, r)
    {
        r->reallocs++;
        r->bytes += size;
    }
}

void vg_regions_freed(ThreadId tid)
{
    EACH_OPEN(tid, r)
    {
        r->frees++;
    }
}

void vg_regions_syscall(ThreadId tid, UInt number, UWord *args, UInt count)
{
    (void)args, (void)count;
    if (!vg_on)
        return;
    EACH_OPEN(tid, r)
    {
        r->syscalls[number < VG_SEEN_SYSCALLS ? number : VG_SEEN_SYSCALLS - 1]++;
        r->brks += number == __NR_brk;
        r->mmaps += number == __NR_mmap || number == __NR_mremap;
    }
}

void vg_regions_run(ThreadId tid)
{
    running = tid;
    if (nests != NULL)
        set_low(&nests[tid]);
}

void VG_REGPARM(1) vg_region_fell(Addr sp)
{
    struct nest *n = nest_of(running);
    if (n->open == 0)
        return;
    n->low[n->open - 1] = sp;
    vg_region_low = sp;
}
