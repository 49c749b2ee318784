/* chains.h -- calling chains: the frames that were alive when a block was born, as a tree.
 *
 * A chain is kept whole, up to main or the start of the thread. Recursion is folded: when the last
 * FOLDED frames or more repeat a cycle of at most CYCLE_MAX calls, the next call of the cycle leads
 * back to the node of one turn before. So a million calls of one function are FOLDED nodes.
 *
 * Recursion with several calls in it, as through a tree, has more chains than there is room for.
 * When the room for whole chains is used up, a new call leads back to the node of an equal call
 * further out, if there is one: what lies between the two is left out. When that room is used up
 * too, the innermost CUT_TO frames stand for the rest.
 *
 * What was found for a frame is kept in the frame: its node, and the part of its hash that tells
 * whether the frame is still the one it was found for.
 *
 * Contract: as in tables.h. */
#ifndef HM_TRACER_CHAINS_H
#define HM_TRACER_CHAINS_H

#include <stdbool.h>
#include <stdint.h>

#include "tracer/raw.h"
#include "tracer/shadow.h"

enum {
    HM_TRACER_CHAIN_FOLDED = 256,
    HM_TRACER_CHAIN_CYCLE_MAX = 32,
    HM_TRACER_CHAIN_CUT_TO = 4,
    HM_TRACER_CHAIN_FRAMES_MAX = 1 << 18, /* of the chains of all sites, while they are whole */
};

/* A call from the last frame of one chain, which leads to another. */
struct hm_tracer_call {
    uint32_t from, to; /* nodes; to 0: the slot is free */
};

struct hm_tracer_chains {
    struct hm_tracer_call *slot;
    uint32_t calls;  /* slots in use */
    uint64_t frames; /* sum of the lengths of the chains of all sites */
};

/* 0, or -1 if there is no memory. */
int hm_tracer_chains_init(struct hm_tracer_chains *chains);
void hm_tracer_chains_done(struct hm_tracer_chains *chains);

enum hm_tracer_chain_room { HM_TRACER_CHAIN_WHOLE, HM_TRACER_CHAIN_SHORT, HM_TRACER_CHAIN_CUT };

/* The node of the frames of s. room: what may be made if it is new. HM_TRACER_NODE_NONE: there is
 * no frame, or the tables are full. */
uint32_t hm_tracer_chain(struct hm_tracer_chains *chains, struct hm_tracer_shadow *s,
                         enum hm_tracer_chain_room room);

/* Is this code of a file that is not listed among the modules, because it was loaded later? */
bool hm_tracer_unlisted(uint64_t address);

#endif
