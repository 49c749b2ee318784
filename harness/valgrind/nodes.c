/* nodes.c -- a hash table in front of the nodes. */
#include "nodes.h"

#include "objects.h"

static UInt *slot;
static UInt mask;

void vg_nodes_start(void)
{
    mask = (1u << 14) - 1;
    slot = VG_(calloc)("hm.nodes", mask + 1, sizeof *slot);
    vg_seen.header->nodes = 1;
}

static UInt hash(Addr pc, UInt parent, UInt size)
{
    ULong h = (pc ^ (ULong)parent << 32) * 0x9e3779b97f4a7c15ull;
    h = (h ^ h >> 29 ^ size) * 0xbf58476d1ce4e5b9ull;
    return (UInt)(h >> 32);
}

static void widen(void)
{
    UInt wide = 2 * mask + 1;
    UInt *more = VG_(calloc)("hm.nodes", (SizeT)wide + 1, sizeof *more);
    for (UInt n = 1; n < vg_seen.header->nodes; n++) {
        const struct vg_seen_node *node = &vg_seen.node[n];
        UInt i = hash(node->pc, node->parent, node->size) & wide;
        while (more[i] != 0)
            i = (i + 1) & wide;
        more[i] = n;
    }
    VG_(free)(slot);
    slot = more;
    mask = wide;
}

UInt vg_node(const struct vg_node_key *key)
{
    struct vg_seen_header *h = vg_seen.header;
    UInt i = hash(key->pc, key->parent, key->size) & mask;
    for (; slot[i] != 0; i = (i + 1) & mask) {
        const struct vg_seen_node *n = &vg_seen.node[slot[i]];
        Bool whole = key->parent != 0 || n->whole == key->whole;
        if (n->pc == key->pc && n->parent == key->parent && n->size == key->size && whole)
            return slot[i];
    }
    if (h->nodes == VG_SEEN_NODES_MAX)
        return 0;
    struct vg_seen_node *n = &vg_seen.node[h->nodes];
    n->pc = key->pc;
    n->parent = key->parent;
    n->size = key->size;
    n->whole = key->parent != 0 ? vg_seen.node[key->parent].whole : key->whole;
    /* The outermost frame is where the thread starts, and no function of the program's source. */
    n->program = vg_objects_own(key->pc - 1) && !(key->parent == 0 && n->whole);
    slot[i] = h->nodes++;
    UInt made = slot[i];
    if (h->nodes > mask / 2)
        widen();
    return made;
}
