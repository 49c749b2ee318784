/* chains.c -- the tree of calling chains. */
#include "tracer/chains.h"

#include <sys/mman.h>

#include "tracer/state.h"

enum {
    SLOTS = 4 * HM_TRACER_NODES_MAX,
    CALLS_MAX = SLOTS / 2,
    WHOLE_NODES = HM_TRACER_NODES_MAX / 2,
    SHORT_NODES = HM_TRACER_NODES_MAX / 8 * 7,
    NODE_BITS = 18,
};

_Static_assert(HM_TRACER_NODES_MAX == 1 << NODE_BITS, "a frame keeps the number of its node");

int hm_tracer_chains_init(struct hm_tracer_chains *c)
{
    *c = (struct hm_tracer_chains){ .slot = hm_tracer_reserve(SLOTS * sizeof *c->slot) };
    hm_tracer_trace.raw.header->nodes = HM_TRACER_NODES_FIRST;
    return c->slot != NULL ? 0 : -1;
}

void hm_tracer_chains_done(struct hm_tracer_chains *c)
{
    munmap(c->slot, SLOTS * sizeof *c->slot);
}

bool hm_tracer_unlisted(uint64_t address)
{
    const struct hm_tracer_raw *raw = &hm_tracer_trace.raw;
    for (uint32_t i = 0; i < raw->header->modules; i++)
        if (address >= raw->module[i].start && address < raw->module[i].end)
            return false;
    return true;
}

/* The node that was found for f before; HM_TRACER_NODE_NONE: none was. The hash of the frame that
 * was here then tells: all of it but the bits where the number of the node is. */
static uint32_t node_kept(const struct hm_hook_frame *f)
{
    if ((f->spare ^ f->hash << NODE_BITS) >> NODE_BITS != 0)
        return HM_TRACER_NODE_NONE;
    return f->spare & (HM_TRACER_NODES_MAX - 1);
}

static void keep_node(struct hm_hook_frame *f, uint32_t node)
{
    f->spare = f->hash << NODE_BITS | node;
}

static bool is_frame(const struct hm_tracer_raw_node *n, uint64_t pc, uint64_t call)
{
    return n->frame.pc == pc && n->frame.call == call;
}

/* Do the last FOLDED frames of the chain repeat those `cycle` frames further out, of which `back`
 * is the last? */
static bool repeats(uint32_t at, uint32_t back, uint32_t cycle)
{
    const struct hm_tracer_raw_node *node = hm_tracer_trace.raw.node;
    for (uint32_t i = cycle; i < HM_TRACER_CHAIN_FOLDED; i++) {
        if (!is_frame(&node[at], node[back].frame.pc, node[back].frame.call))
            return false;
        at = node[at].parent;
        back = node[back].parent;
    }
    return true;
}

/* The node of one turn before, if f goes on with a cycle that was repeated often enough. */
static uint32_t turn_before(uint32_t from, const struct hm_hook_frame *f)
{
    const struct hm_tracer_raw_node *node = hm_tracer_trace.raw.node;
    if (node[from].count < HM_TRACER_CHAIN_FOLDED)
        return HM_TRACER_NODE_NONE;
    uint32_t turn = from; /* `cycle` frames further out than f */
    for (uint32_t cycle = 1; cycle <= HM_TRACER_CHAIN_CYCLE_MAX; cycle++) {
        if (is_frame(&node[turn], f->pc, f->call) && repeats(from, node[turn].parent, cycle))
            return turn;
        turn = node[turn].parent;
    }
    return HM_TRACER_NODE_NONE;
}

/* The node of an equal call further out. */
static uint32_t call_before(uint32_t from, const struct hm_hook_frame *f)
{
    const struct hm_tracer_raw_node *node = hm_tracer_trace.raw.node;
    while (from >= HM_TRACER_NODES_FIRST && !is_frame(&node[from], f->pc, f->call))
        from = node[from].parent;
    if (from < HM_TRACER_NODES_FIRST)
        return HM_TRACER_NODE_NONE;
    hm_tracer_trace.raw.header->shortened = 1;
    return from;
}

static uint32_t new_node(uint32_t from, const struct hm_hook_frame *f)
{
    const struct hm_tracer_raw *raw = &hm_tracer_trace.raw;
    raw->node[raw->header->nodes] = (struct hm_tracer_raw_node){
        .frame = { .fn = f->fn, .pc = f->pc, .call = f->call },
        .parent = from,
        .count = raw->node[from].count + 1,
    };
    hm_tracer_trace.stale |= hm_tracer_unlisted(f->pc);
    return raw->header->nodes++;
}

static uint32_t first_slot(uint32_t from, const struct hm_hook_frame *f)
{
    uint64_t hash = (f->pc + (f->call << 24) + ((uint64_t)from << 44)) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ hash >> 32) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)(hash >> 32);
}

struct limits {
    uint32_t whole; /* from so many nodes on a new chain is shortened */
    uint32_t nodes; /* and from so many on there is none */
};

static uint32_t new_chain(uint32_t from, const struct hm_hook_frame *f, struct limits limits)
{
    uint32_t nodes = hm_tracer_trace.raw.header->nodes, to = HM_TRACER_NODE_NONE;
    if (nodes < limits.nodes)
        to = nodes < limits.whole ? turn_before(from, f) : call_before(from, f);
    return to != HM_TRACER_NODE_NONE || nodes >= limits.nodes ? to : new_node(from, f);
}

/* The chain `from` and f behind it. HM_TRACER_NODE_NONE: it is new, and there is no room. */
static uint32_t lengthened(struct hm_tracer_chains *c, uint32_t from, const struct hm_hook_frame *f,
                           struct limits limits)
{
    const struct hm_tracer_raw *raw = &hm_tracer_trace.raw;
    for (uint32_t i = first_slot(from, f) % SLOTS;; i = (i + 1) % SLOTS) {
        struct hm_tracer_call *call = &c->slot[i];
        if (call->to != 0 &&
            (call->from != from || !is_frame(&raw->node[call->to], f->pc, f->call)))
            continue;
        if (call->to != 0)
            return call->to;
        uint32_t to = c->calls < CALLS_MAX ? new_chain(from, f, limits) : HM_TRACER_NODE_NONE;
        if (to != HM_TRACER_NODE_NONE) {
            *call = (struct hm_tracer_call){ from, to };
            c->calls++;
        }
        return to;
    }
}

/* HM_TRACER_NODE_MORE: the chain is not recorded, and there is no room for it. */
static uint32_t find_chain(struct hm_tracer_chains *c, struct hm_tracer_shadow *s,
                           struct limits limits)
{
    struct hm_hook_frame *top = s->open.top, *f = top;
    uint32_t node = HM_TRACER_NODE_NONE;
    for (; f > s->frame && node == HM_TRACER_NODE_NONE; f--)
        node = node_kept(f);
    f += node != HM_TRACER_NODE_NONE;
    for (f++; f <= top; f++) {
        if (node != HM_TRACER_NODE_MORE)
            node = lengthened(c, node, f, limits);
        if (node == HM_TRACER_NODE_NONE)
            node = HM_TRACER_NODE_MORE;
        keep_node(f, node);
    }
    return node;
}

static uint32_t cut_chain(struct hm_tracer_chains *c, const struct hm_tracer_shadow *s)
{
    const struct hm_hook_frame *top = s->open.top;
    const struct limits limits = { HM_TRACER_NODES_MAX, HM_TRACER_NODES_MAX };
    bool all = hm_tracer_shadow_depth(s) <= HM_TRACER_CHAIN_CUT_TO;
    uint32_t node = all ? HM_TRACER_NODE_NONE : HM_TRACER_NODE_MORE;
    const struct hm_hook_frame *f = all ? s->frame : top - HM_TRACER_CHAIN_CUT_TO;
    for (f++; f <= top; f++) {
        node = lengthened(c, node, f, limits);
        if (node == HM_TRACER_NODE_NONE)
            break;
    }
    return node;
}

uint32_t hm_tracer_chain(struct hm_tracer_chains *c, struct hm_tracer_shadow *s,
                         enum hm_tracer_chain_room room)
{
    if (hm_tracer_shadow_depth(s) == 0 || s->unknown)
        return HM_TRACER_NODE_NONE;
    bool whole = room == HM_TRACER_CHAIN_WHOLE && c->frames < HM_TRACER_CHAIN_FRAMES_MAX;
    const struct limits limits = { whole ? WHOLE_NODES : 0,
                                   room == HM_TRACER_CHAIN_CUT ? 0 : SHORT_NODES };
    uint32_t node = find_chain(c, s, limits);
    return node != HM_TRACER_NODE_MORE ? node : cut_chain(c, s);
}
