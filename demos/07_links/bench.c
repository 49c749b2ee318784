/* bench.c -- lesson 07: an address is stored in another object. Who owns what it points to? */
#include <heapmark/bench.h>

#include <stddef.h>

#include "lesson.h"

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

static void a_list_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, list_boxed(1), 36);
}

static void a_list_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, list_stack(1), 36);
}

static void a_list_passed(hm_bench *b)
{
    struct node nodes[NODES];
    while (hm_loop(b))
        expect(b, list_passed(nodes, 1), 36);
}

/* A list of two nodes, which must be as it was after each call. */
static void with_list(hm_bench *b, long (*op)(struct node *head, long value))
{
    struct node last = { NULL, 20 }, head = { &last, 10 };
    while (hm_loop(b))
        expect(b, op(&head, 5), 35);
    if (head.next != &last || last.next != NULL)
        hm_error(b, "the list has changed");
}

static void a_node_boxed(hm_bench *b)
{
    with_list(b, node_boxed);
}

static void a_node_stack(hm_bench *b)
{
    with_list(b, node_stack);
}

static void a_store_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, store_boxed(1000), 1000);
}

static void a_store_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, store_stack(1000), 1000);
}

static void a_table_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, table_boxed(1000), 1000);
}

static void a_table_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, table_stack(1000), 1000);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Links/impl=boxed",
          .run = a_list_boxed,
          .claim = HM_CLAIM(.allocs = 8, .bytes = 128),
          .why = "a block for each of eight nodes" },
        { .name = "Links/impl=stack",
          .run = a_list_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the nodes are an array in the frame that walks them" },
        { .name = "Links/impl=passed",
          .run = a_list_passed,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the nodes are an array of the caller, the same one in every call" },
        { .name = "LinksNode/impl=boxed",
          .run = a_node_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 16),
          .why = "the list copies what is put into it" },
        { .name = "LinksNode/impl=stack",
          .run = a_node_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the caller owns the node and takes it out again" },
        { .name = "LinksStore/impl=boxed",
          .run = a_store_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "what Go does: it does not follow a store through a pointer" },
        { .name = "LinksStore/impl=stack",
          .run = a_store_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the pointer and what it points to are in one frame" },
        { .name = "LinksTable/impl=boxed",
          .run = a_table_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "a table of pointers: the value needs a place of its own" },
        { .name = "LinksTable/impl=stack",
          .run = a_table_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a table of values: the slot is the place" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
