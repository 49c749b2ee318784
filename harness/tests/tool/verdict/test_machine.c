/* test_machine.c -- what the Valgrind tool saw becomes a raw trace: chains, homes, depths. */
#include "support/cmocka_all.h"

#include <stdlib.h>

#include "valgrind/seen.h"
#include "verdict/frames.h"
#include "verdict/machine.h"

enum { START = 1, MAIN, OP, LIBRARY, MAKE, MALLOC };

/* malloc <- make <- a library <- op <- main <- what started the thread; one site. */
static void *mapping(struct vg_seen *seen)
{
    size_t size = vg_seen_at(seen, NULL, 0);
    void *base = calloc(1, size);
    assert_non_null(base);
    vg_seen_at(seen, base, 0);
    *seen->header = (struct vg_seen_header){ .attached = 1, .nodes = MALLOC + 1, .sites = 2 };
    for (uint32_t n = START; n <= MALLOC; n++)
        seen->node[n] = (struct vg_seen_node){ .pc = 0x1000 * n,
                                               .parent = n - 1,
                                               .program = n == MAIN || n == OP || n == MAKE,
                                               .whole = 1 };
    seen->site[1] =
        (struct vg_seen_site){ .node = MALLOC, .program = MAKE, .blocks = 4, .bytes = 64 };
    return base;
}

static void add_fate(struct vg_seen *seen, uint32_t kind, uint32_t home)
{
    seen->fate[seen->header->fates++] =
        (struct vg_seen_fate){ .site = 1, .kind = kind, .home = home, .blocks = 1, .live_max = 1 };
}

static void depth_counts_the_frames_of_the_program(void **state)
{
    (void)state;
    struct vg_seen seen;
    struct verdict_machine m;
    void *base = mapping(&seen);
    struct symbols *symbols = symbols_open();
    add_fate(&seen, HM_TRACER_FATE_HOME, MAKE);
    add_fate(&seen, HM_TRACER_FATE_HOME, OP);
    add_fate(&seen, HM_TRACER_FATE_HOME, MAIN);
    add_fate(&seen, HM_TRACER_FATE_OTHER_THREAD, 0);
    assert_true(verdict_machine_read(&m, base, symbols, NULL));
    assert_int_equal(m.header.sites, 2);
    const struct verdict_frames *chain = &m.frames[1];
    assert_int_equal(chain->count, 3);
    assert_int_equal(chain->frame[0].pc, 0x1000 * MAKE);
    assert_int_equal(chain->frame[1].pc, 0x1000 * OP);
    assert_int_equal(chain->frame[2].pc, 0x1000 * MAIN);
    assert_int_equal(m.header.fates, 4);
    for (uint32_t depth = 0; depth < 3; depth++) {
        assert_int_equal(m.fate[depth].depth, depth);
        assert_null(m.sure[depth]);
    }
    assert_int_equal(m.fate[3].kind, HM_TRACER_FATE_OTHER_THREAD);
    assert_int_equal(m.header.peaks, 3);
    verdict_machine_done(&m);
    symbols_close(symbols);
    free(base);
}

static void what_was_not_made_in_op_is_left_out(void **state)
{
    (void)state;
    struct vg_seen seen;
    struct verdict_machine m;
    void *base = mapping(&seen);
    struct symbols *symbols = symbols_open();
    add_fate(&seen, HM_TRACER_FATE_HOME, OP);
    assert_true(verdict_machine_read(&m, base, symbols, "no_such_function"));
    assert_int_equal(m.header.sites, 1);
    assert_int_equal(m.header.fates, 0);
    verdict_machine_done(&m);
    symbols_close(symbols);
    free(base);
}

static void replaced_functions_have_their_own_names(void **state)
{
    (void)state;
    assert_string_equal(verdict_replaced_name("_vgr10010ZU_libcZdsoZa_malloc"), "malloc");
    assert_string_equal(verdict_replaced_name("_vgr10110ZU_VgSoSynsomalloc_aligned_alloc"),
                        "aligned_alloc");
    assert_null(verdict_replaced_name("malloc"));
    assert_null(verdict_replaced_name("_vgrest"));
    assert_null(verdict_replaced_name(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth_counts_the_frames_of_the_program),
        cmocka_unit_test(what_was_not_made_in_op_is_left_out),
        cmocka_unit_test(replaced_functions_have_their_own_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
