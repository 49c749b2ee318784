/* nodes.h -- interned frames: equal call stacks share one chain of them. */
#ifndef HM_VALGRIND_NODES_H
#define HM_VALGRIND_NODES_H

#include "tool.h"

struct vg_node_key {
    Addr pc;
    UInt parent, size;
    Bool whole;
};

void vg_nodes_start(void);

/* The node of that key, made if it is new. 0: the table is full. */
UInt vg_node(const struct vg_node_key *key);

#endif
