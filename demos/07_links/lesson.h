/* lesson.h -- the functions of lesson 07, in pairs. Each stores an address in an object that lives
 * at least as long as the function; the functions of a pair compute the same result. Where a block
 * could not be allocated the result is -1. */
#ifndef LINKS_H
#define LINKS_H

enum { NODES = 8, SLOTS = 4 };

struct node { /* 16 bytes */
    struct node *next;
    long value;
};

/* boxed.c, stack.c, passed_stack.c: the sum of a list of the NODES numbers from `from` on. */
long list_boxed(long from);
long list_stack(long from);
long list_passed(struct node nodes[NODES], long from);

/* node_boxed.c, node_stack.c: the sum of the list after a node with the value was put behind its
 * head. The list is afterwards as it was before. */
long node_boxed(struct node *head, long value);
long node_stack(struct node *head, long value);

/* store_boxed.c, store_stack.c: the value, read through a pointer that was set through its
 * address. */
long store_boxed(long value);
long store_stack(long value);

/* table_boxed.c, table_stack.c: the value, read from a slot of a table. */
long table_boxed(long value);
long table_stack(long value);

#endif
