/* The model of Go's allocator against what Go measured: B/op and allocs/op of known programs. */
#include <stdio.h>

#include "support/cmocka_all.h"

#include <heapmark/gosize.h>

enum { RUNS = 1000 };

struct object {
    size_t size;
    bool pointers;
};

/* What one operation allocates, and what Go's benchmark line said it cost. */
struct vector {
    const char *what;
    struct object objects[8];
    uint64_t bytes, allocs;
};

#define NOSCAN(n)                                                                                  \
    {                                                                                              \
        (n), false                                                                                 \
    }
#define POINTERS(n)                                                                                \
    {                                                                                              \
        (n), true                                                                                  \
    }

static const struct vector vectors[] = {
    /* redigo on a connection that answers at once */
    { "Do(SET, C, 1): the argument slice", { POINTERS(32) }, 32, 1 },
    { "the same with a variable int of 1000", { POINTERS(32), NOSCAN(8) }, 40, 2 },
    { "the same with a variable string", { POINTERS(32), POINTERS(16) }, 48, 2 },
    { "the same with a variable []byte", { POINTERS(32), POINTERS(24) }, 56, 2 },
    { "a variable int32: bytes.Buffer", { POINTERS(32), POINTERS(48), NOSCAN(64) }, 144, 3 },
    { "SET C 1 EX 10: a slice of four", { POINTERS(64) }, 64, 1 },
    { "Args{}.Add.Add: append growth", { POINTERS(16), POINTERS(32) }, 48, 2 },
    { "Get, Do and Close on a pool", { POINTERS(32), POINTERS(24) }, 56, 2 },
    { "reply +QUEUED", { NOSCAN(6), POINTERS(16) }, 24, 2 },
    { "reply :1000", { NOSCAN(8) }, 8, 1 },
    { "Go 1.8 boxes all three", { POINTERS(32), POINTERS(16), NOSCAN(8) }, 56, 3 },
    /* single objects */
    { "1 byte", { NOSCAN(1) }, 1, 1 },
    { "3 bytes", { NOSCAN(3) }, 3, 1 },
    { "5 bytes", { NOSCAN(5) }, 5, 1 },
    { "8 bytes", { NOSCAN(8) }, 8, 1 },
    { "12 bytes", { NOSCAN(12) }, 16, 1 },
    { "15 bytes", { NOSCAN(15) }, 16, 1 },
    { "17 bytes", { NOSCAN(17) }, 24, 1 },
    { "33 bytes", { NOSCAN(33) }, 48, 1 },
    { "one pointer", { POINTERS(8) }, 8, 1 },
    { "[128]*int", { POINTERS(1024) }, 1152, 1 },
    { "32769 bytes", { NOSCAN(32769) }, 40960, 1 },
};

static void every_measured_cost_is_reproduced(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof vectors / sizeof vectors[0]; v++) {
        hm_go_heap heap = { 0 };
        for (int run = 0; run < RUNS; run++)
            for (const struct object *o = vectors[v].objects; o->size != 0; o++)
                hm_go_alloc(&heap, o->size, o->pointers);
        if (heap.bytes / RUNS != vectors[v].bytes || heap.allocs / RUNS != vectors[v].allocs)
            fail_msg("%s: %llu B/op %llu allocs/op", vectors[v].what,
                     (unsigned long long)(heap.bytes / RUNS),
                     (unsigned long long)(heap.allocs / RUNS));
    }
}

static void slices_of_interfaces_fall_on_classes_of_their_own(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 8; n++)
        assert_int_equal(hm_go_size(16 * n), 16 * n);
}

static void every_size_up_to_the_largest_class_gets_the_smallest_class_that_holds_it(void **state)
{
    (void)state;
    unsigned classes = 0;
    size_t last = 0;
    for (size_t size = 1; size <= 32768; size++) {
        size_t rounded = hm_go_size(size);
        assert_true(rounded >= size);
        assert_true(rounded >= last);
        assert_int_equal(hm_go_size(rounded), rounded);
        classes += rounded != last;
        last = rounded;
    }
    assert_int_equal(classes, 67);
}

static void larger_sizes_are_whole_pages(void **state)
{
    (void)state;
    assert_int_equal(hm_go_size(40960), 40960);
    assert_int_equal(hm_go_size(40961), 49152);
    assert_int_equal(hm_go_size(SIZE_MAX), SIZE_MAX);
}

static void no_bytes_are_no_allocation(void **state)
{
    (void)state;
    hm_go_heap heap = { 0 };
    assert_int_equal(hm_go_alloc(&heap, 0, false), 0);
    assert_int_equal(heap.allocs, 0);
}

static void tiny_objects_share_a_block_as_their_alignment_allows(void **state)
{
    (void)state;
    hm_go_heap heap = { 0 };
    assert_int_equal(hm_go_alloc(&heap, 1, false), 16);
    assert_int_equal(hm_go_alloc(&heap, 8, false), 0); /* at offset 8, not 1 */
    assert_int_equal(hm_go_alloc(&heap, 1, false), 16);
    assert_int_equal(heap.allocs, 3);
}

static void of_two_tiny_blocks_the_roomier_stays(void **state)
{
    (void)state;
    hm_go_heap heap = { 0 };
    hm_go_alloc(&heap, 2, false);
    assert_int_equal(hm_go_alloc(&heap, 15, false), 16); /* leaves 1 byte; the old block has 14 */
    assert_int_equal(hm_go_alloc(&heap, 14, false), 0);
}

static void a_flush_drops_the_tiny_block(void **state)
{
    (void)state;
    hm_go_heap heap = { 0 };
    for (int run = 0; run < RUNS; run++) {
        hm_go_flush(&heap);
        hm_go_alloc(&heap, 8, false);
    }
    assert_int_equal(heap.bytes / RUNS, 16); /* StopTimer and StartTimer in a loop over new(int) */
}

static void a_header_is_charged_only_above_512_bytes_of_pointers(void **state)
{
    (void)state;
    hm_go_heap heap = { 0 };
    assert_int_equal(hm_go_alloc(&heap, 512, true), 512);
    assert_int_equal(hm_go_alloc(&heap, 513, true), 576);
    assert_int_equal(hm_go_alloc(&heap, 576, true), 640);
    assert_int_equal(hm_go_alloc(&heap, 576, false), 576);
    assert_int_equal(hm_go_alloc(&heap, 32761, true), 32768);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_measured_cost_is_reproduced),
        cmocka_unit_test(slices_of_interfaces_fall_on_classes_of_their_own),
        cmocka_unit_test(every_size_up_to_the_largest_class_gets_the_smallest_class_that_holds_it),
        cmocka_unit_test(larger_sizes_are_whole_pages),
        cmocka_unit_test(no_bytes_are_no_allocation),
        cmocka_unit_test(tiny_objects_share_a_block_as_their_alignment_allows),
        cmocka_unit_test(of_two_tiny_blocks_the_roomier_stays),
        cmocka_unit_test(a_flush_drops_the_tiny_block),
        cmocka_unit_test(a_header_is_charged_only_above_512_bytes_of_pointers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
