/* fates.c -- hash tables in front of the sites and the fates. */
#include "fates.h"

#include "objects.h"
#include "stack.h"

static UInt *site_of_node; /* by node: its site, or 0 */
static SizeT site_of_room;
static struct vg_live **live; /* by the node of the innermost frame of the program */
static UInt *slot;
static UInt mask;

void vg_fates_start(void)
{
    mask = (1u << 12) - 1;
    slot = VG_(calloc)("hm.fates", mask + 1, sizeof *slot);
    vg_seen.header->sites = 1;
}

/* If `code` is a jump through a slot of the global offset table, as a PLT entry is: the address in
 * the slot. 0: it is no such jump. */
static Addr through_plt(const UChar *code)
{
    static const UChar landing[] = { 0xf3, 0x0f, 0x1e, 0xfa }; /* endbr64 */
    Int offset;

    if (VG_(memcmp)(code, landing, sizeof landing) == 0)
        code += sizeof landing;
    if (code[0] == 0xf2) /* bnd */
        code++;
    if (code[0] != 0xff || code[1] != 0x25)
        return 0;
    VG_(memcpy)(&offset, code + 2, sizeof offset);
    return *(const Addr *)(code + 6 + offset);
}

/* The function that the call before return address `ra` names, also if a jump has led on from there
 * to another one. 0: it was called through a register. */
static Addr called_before(Addr ra)
{
    const UChar *after = (const UChar *)ra;
    Int offset;

    VG_(memcpy)(&offset, after - sizeof offset, sizeof offset);
    if (after[-5] == 0xe8) {
        Addr slot = through_plt(after + offset);
        return slot != 0 ? slot : (Addr)(after + offset);
    }
    if (after[-6] == 0xff && after[-5] == 0x15)
        return *(const Addr *)(after + offset);
    return 0;
}

UInt vg_site(UInt node)
{
    struct vg_seen_header *h = vg_seen.header;
    if (node >= site_of_room) {
        SizeT room = 2 * (SizeT)node + 1024;
        site_of_node = VG_(realloc)("hm.sites", site_of_node, room * sizeof *site_of_node);
        VG_(memset)(site_of_node + site_of_room, 0, (room - site_of_room) * sizeof *site_of_node);
        live = VG_(realloc)("hm.live", live, room * sizeof *live);
        VG_(memset)(live + site_of_room, 0, (room - site_of_room) * sizeof *live);
        site_of_room = room;
    }
    if (site_of_node[node] != 0 || node == 0 || h->sites == VG_SEEN_SITES_MAX)
        return site_of_node[node];
    struct vg_seen_site *s = &vg_seen.site[h->sites];
    s->node = node;
    s->program = vg_stack_program(node);
    if (s->program != 0 && s->program != node)
        s->called = called_before(vg_seen.node[s->program].pc);
    vg_objects_own(s->called); /* lists its file, so that it has a name */
    s->size_min = ~0ull;
    s->grow_from_min = ~0ull;
    site_of_node[node] = h->sites++;
    return site_of_node[node];
}

struct vg_live *vg_site_live(UInt site, UInt thread)
{
    const struct vg_seen_site *s = &vg_seen.site[site];
    struct vg_live **first = &live[s->program != 0 ? s->program : s->node];
    struct vg_live *l = *first;
    while (l != NULL && l->thread != thread)
        l = l->next;
    if (l != NULL)
        return l;
    l = VG_(calloc)("hm.live", 1, sizeof *l);
    l->thread = thread;
    l->next = *first;
    *first = l;
    return l;
}

static UInt hash(const struct vg_fate_key *k)
{
    ULong h = (k->free_pc ^ (ULong)k->site << 40) * 0x9e3779b97f4a7c15ull;
    h += (k->home_pc ^ (ULong)k->home << 36) * 0xbf58476d1ce4e5b9ull;
    h ^= h >> 31;
    return (UInt)((h + k->kind) * 0x94d049bb133111ebull >> 32);
}

static struct vg_fate_key key_of(const struct vg_seen_fate *f)
{
    struct vg_fate_key k = { f->site, f->kind, f->home, f->home_pc, f->free_pc };
    return k;
}

static void widen(void)
{
    UInt wide = 2 * mask + 1;
    UInt *more = VG_(calloc)("hm.fates", (SizeT)wide + 1, sizeof *more);
    for (UInt n = 0; n < vg_seen.header->fates; n++) {
        struct vg_fate_key k = key_of(&vg_seen.fate[n]);
        UInt i = hash(&k) & wide;
        while (more[i] != 0)
            i = (i + 1) & wide;
        more[i] = n + 1;
    }
    VG_(free)(slot);
    slot = more;
    mask = wide;
}

struct vg_seen_fate *vg_fate(const struct vg_fate_key *k)
{
    struct vg_seen_header *h = vg_seen.header;
    UInt i = hash(k) & mask;
    for (; slot[i] != 0; i = (i + 1) & mask) {
        struct vg_seen_fate *f = &vg_seen.fate[slot[i] - 1];
        if (f->site == k->site && f->kind == k->kind && f->home == k->home &&
            f->home_pc == k->home_pc && f->free_pc == k->free_pc)
            return f;
    }
    if (h->fates == VG_SEEN_FATES_MAX)
        return NULL;
    struct vg_seen_fate *f = &vg_seen.fate[h->fates];
    f->site = k->site;
    f->kind = k->kind;
    f->home = k->home;
    f->home_pc = k->home_pc;
    f->free_pc = k->free_pc;
    slot[i] = ++h->fates;
    if (h->fates > mask / 2)
        widen();
    return f;
}
