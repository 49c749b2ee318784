/* heap.c -- the blocks that are alive, and their fates. */
#include "heap.h"

#include "events.h"
#include "fates.h"
#include "pub_tool_hashtable.h"
#include "pub_tool_poolalloc.h"
#include "pub_tool_replacemalloc.h"
#include "region.h"
#include "stack.h"

enum { BLOCKS_PER_POOL = 4096 };

struct block {
    struct block *next; /* these two as pub_tool_hashtable.h wants them */
    UWord address;
    ULong size;  /* asked for last */
    ULong birth; /* tick of its thread */
    ULong number;
    Addr sp; /* of the innermost frame at its birth */
    UInt site;
    UInt thread; /* serial */
    UInt stay;   /* on the alternate signal stack: which stay; else 0 */
    UShort tid;
    UChar foreign; /* born on a stack of the program's own making */
    UChar grown;
};

static VgHashTable *blocks;
static PoolAlloc *pool;

void vg_heap_start(void)
{
    blocks = VG_(HT_construct)("hm.blocks");
    pool = VG_(newPA)(sizeof(struct block), BLOCKS_PER_POOL, VG_(malloc), "hm.blocks", VG_(free));
    vg_fates_start();
}

static UInt size_bucket(ULong size)
{
    UInt k = size <= 1 ? 0 : 64 - (UInt)__builtin_clzll(size - 1);
    return k < HM_TRACER_SIZE_BUCKETS ? k : HM_TRACER_SIZE_BUCKETS - 1;
}

static void count_birth(struct vg_seen_site *s, ULong size, Bool followed)
{
    s->blocks++;
    s->bytes += size;
    if (size < s->size_min)
        s->size_min = size;
    if (size > s->size_max)
        s->size_max = size;
    s->size_log2[size_bucket(size)]++;
    if (!followed) {
        s->dropped++;
        vg_seen.header->dropped++;
    } else if (++s->live_now > s->live_peak) {
        s->live_peak = s->live_now;
    }
}

static void born(ThreadId tid, void *address, ULong size)
{
    struct vg_seen_header *h = vg_seen.header;
    if (!vg_on)
        return;
    h->replaced = 1;
    vg_regions_born(tid, size);
    struct vg_stack where = vg_stack_walk(tid);
    UInt at = vg_site(where.node);
    Bool followed = VG_(HT_count_nodes)(blocks) < h->blocks_max;
    count_birth(&vg_seen.site[at], size, followed);
    if (!followed)
        return;
    struct block *b = VG_(allocEltPA)(pool);
    b->address = (UWord)address;
    b->size = size;
    b->birth = where.tick;
    b->number = ++h->born;
    b->sp = where.sp;
    b->site = at;
    b->thread = where.thread->serial;
    b->tid = (UShort)tid;
    b->stay = where.ground == VG_GROUND_SIGNAL ? where.thread->stay : 0;
    b->foreign = where.ground == VG_GROUND_FOREIGN;
    b->grown = 0;
    VG_(HT_add_node)(blocks, b);
    where.thread->live++;
    if (where.ground == VG_GROUND_OWN)
        vg_live_born(vg_site_live(at, b->thread), &where.thread->own, b->birth);
    vg_event(HM_TRACER_EV_BORN, b->thread, b->number, at, size, where.activation);
}

/* The first frame of the program, from the site of b outwards, that has not ended since its birth.
 * *cfa: the stack pointer of its caller.
 * *whole: False if the walk at birth did not reach so far. */
static UInt home_of(const struct block *b, Addr high, Addr *cfa, Bool *whole)
{
    Addr sp = b->sp;
    UInt n = vg_seen.site[b->site].node;
    for (; n != 0; n = vg_seen.node[n].parent) {
        const struct vg_seen_node *node = &vg_seen.node[n];
        *whole = node->whole != 0;
        if (node->parent == 0) { /* it never ends, if it is the outermost */
            *cfa = ~(Addr)0;
            return *whole || b->stay != 0 ? vg_stack_program(n) : 0;
        }
        sp += node->size;
        if (sp <= high || !node->program)
            continue;
        *cfa = sp;
        return n;
    }
    *whole = False;
    return 0;
}

static struct vg_fate_key fate_key(const struct block *b, const struct vg_stack *where, ULong *live)
{
    const struct vg_thread *t = where->thread;
    struct vg_fate_key k = { .site = b->site };
    UInt freed = vg_stack_program(where->node);
    Addr cfa = 0;
    Bool whole;

    *live = 0;
    k.free_pc = freed != 0 ? vg_seen.node[freed].pc : 0;
    if (b->thread != t->serial) {
        k.kind = HM_TRACER_FATE_OTHER_THREAD;
        return k;
    }
    if (vg_stack_program(vg_seen.site[b->site].node) == 0) {
        k.kind = HM_TRACER_FATE_NO_FRAME;
        return k;
    }
    if (b->foreign || where->ground == VG_GROUND_FOREIGN || (b->stay != 0 && b->stay != t->stay) ||
        (b->stay != 0 && where->ground != VG_GROUND_SIGNAL)) {
        k.kind = HM_TRACER_FATE_UNKNOWN;
        return k;
    }
    const struct vg_rise *r = b->stay != 0 ? &t->signal : &t->own;
    k.home = home_of(b, vg_rise_since(r, b->birth), &cfa, &whole);
    if (k.home == 0) {
        k.kind = whole ? HM_TRACER_FATE_LEFT_ALL : HM_TRACER_FATE_UNKNOWN;
        return k;
    }
    k.kind = HM_TRACER_FATE_HOME;
    if (b->stay == 0) {
        k.home_pc = where->ground == VG_GROUND_OWN ? vg_stack_pc_below(t, cfa) : 0;
        *live = vg_live_since(vg_site_live(b->site, b->thread), vg_rise_below(r, cfa));
    }
    return k;
}

static void died(ThreadId tid, struct block *b)
{
    if (!vg_on)
        return;
    struct vg_stack where = vg_stack_walk(tid);
    ULong live;
    struct vg_fate_key key = fate_key(b, &where, &live);
    struct vg_seen_fate *fate = vg_fate(&key);
    struct vg_seen_site *site = &vg_seen.site[b->site];

    if (b->stay == 0 && !b->foreign)
        vg_live_died(vg_site_live(b->site, b->thread), b->birth);
    struct vg_thread *owner = vg_thread_of(b->tid);
    if (owner->serial == b->thread && owner->live > 0)
        owner->live--;
    site->died++;
    site->live_now--;
    vg_event(HM_TRACER_EV_DIED, where.thread->serial, b->number, key.free_pc, where.activation, 0);
    if (fate == NULL)
        return;
    fate->blocks++;
    fate->bytes += b->size;
    if (live > fate->live_max)
        fate->live_max = live;
}

static void moved(ThreadId tid, struct block *b, ULong size)
{
    struct vg_seen_site *s = &vg_seen.site[b->site];
    if (!vg_on)
        return;
    vg_regions_moved(tid, size);
    s->moves++;
    if (size > b->size) {
        s->growths++;
        s->grown += !b->grown;
        if (!b->grown && b->size < s->grow_from_min)
            s->grow_from_min = b->size;
        s->bytes += size - b->size;
        s->size_log2[size_bucket(b->size)]--;
        s->size_log2[size_bucket(size)]++;
        if (size > s->size_max)
            s->size_max = size;
        if (size > s->grow_to_max)
            s->grow_to_max = size;
        b->grown = 1;
        b->size = size;
    }
    if (vg_seen.header->events_max != 0) {
        struct vg_stack where = vg_stack_walk(tid);
        UInt program = vg_stack_program(where.node);
        vg_event(HM_TRACER_EV_MOVED, where.thread->serial, b->number,
                 program != 0 ? vg_seen.node[program].pc : 0, size, where.activation);
    }
}

static void *ask(ThreadId tid, SizeT align, SizeT size, Bool zero)
{
    if ((SSizeT)size < 0)
        return NULL;
    void *p = VG_(cli_malloc)(align, size);
    if (p == NULL)
        return NULL;
    if (zero)
        VG_(memset)(p, 0, size);
    born(tid, p, size);
    return p;
}

static void give_back(ThreadId tid, void *p)
{
    struct block *b = VG_(HT_remove)(blocks, (UWord)p);
    if (b == NULL) {
        if (p != NULL && vg_on)
            vg_seen.header->unknown_frees++;
        return; /* made before, by another allocator, or freed twice: it is not ours to free */
    }
    vg_regions_freed(tid);
    died(tid, b);
    VG_(freeEltPA)(pool, b);
    VG_(cli_free)(p);
}

static void *do_malloc(ThreadId tid, SizeT n)
{
    return ask(tid, VG_(clo_alignment), n, False);
}

static void *do_new_aligned(ThreadId tid, SizeT n, SizeT align)
{
    return ask(tid, align, n, False);
}

static void *do_memalign(ThreadId tid, SizeT align, SizeT n)
{
    return ask(tid, align < VG_(clo_alignment) ? VG_(clo_alignment) : align, n, False);
}

static void *do_calloc(ThreadId tid, SizeT count, SizeT size)
{
    SizeT n;
    if (__builtin_mul_overflow(count, size, &n))
        return NULL;
    return ask(tid, VG_(clo_alignment), n, True);
}

static void do_delete_aligned(ThreadId tid, void *p, SizeT align)
{
    (void)align;
    give_back(tid, p);
}

static void *do_realloc(ThreadId tid, void *p, SizeT size)
{
    if (p == NULL)
        return do_malloc(tid, size);
    if (size == 0) {
        give_back(tid, p);
        return NULL;
    }
    struct block *b = VG_(HT_lookup)(blocks, (UWord)p);
    if (b == NULL || (SSizeT)size < 0)
        return NULL;
    SizeT room = VG_(cli_malloc_usable_size)(p);
    if (size <= room) {
        moved(tid, b, size);
        return p;
    }
    void *to = VG_(cli_malloc)(VG_(clo_alignment), size);
    if (to == NULL)
        return NULL;
    VG_(memcpy)(to, p, room);
    moved(tid, b, size);
    VG_(HT_remove)(blocks, (UWord)p);
    VG_(cli_free)(p);
    b->address = (UWord)to;
    VG_(HT_add_node)(blocks, b);
    return to;
}

static SizeT do_usable_size(ThreadId tid, void *p)
{
    (void)tid;
    return VG_(HT_lookup)(blocks, (UWord)p) != NULL ? VG_(cli_malloc_usable_size)(p) : 0;
}

void vg_heap_replace(void)
{
    VG_(needs_malloc_replacement)
    (do_malloc, do_malloc, do_new_aligned, do_malloc, do_new_aligned, do_memalign, do_calloc,
     give_back, give_back, do_delete_aligned, give_back, do_delete_aligned, do_realloc,
     do_usable_size, 0);
}

void vg_heap_thread_ends(ThreadId tid)
{
    struct vg_thread *t = vg_thread_of(tid);
    if (!vg_on || t->live == 0 || t->serial == 1) /* the process ends with its first thread */
        return;
    VG_(HT_ResetIter)(blocks);
    for (const struct block *b; (b = VG_(HT_Next)(blocks)) != NULL;)
        if (b->thread == t->serial)
            vg_seen.site[b->site].outlived_thread++;
}
