/* test_rise.c -- the falling sequence of peaks, and the buckets of live blocks, against a history
 * that is kept in full. */
#include "support/cmocka_all.h"

#include <stdlib.h>

#include "live.h"
#include "rise.h"

enum { STEPS = 3000 };

void *vg_grow(void *at, SizeT *room, SizeT count, SizeT size)
{
    if (count < *room)
        return at;
    *room = *room != 0 ? 2 * *room : 16;
    at = realloc(at, *room * size);
    assert_non_null(at);
    return at;
}

static unsigned roll(unsigned sides)
{
    static unsigned long dice = 1;
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice >> 33) % sides;
}

static void the_highest_point_since_any_tick_is_the_true_one(void **state)
{
    (void)state;
    static Addr high[STEPS]; /* noted in each tick */
    struct vg_rise r = { 0 };
    Addr sp = 1000;
    for (int step = 0; step < STEPS; step++) {
        sp = sp - 400 + roll(801);
        assert_true(vg_rise_limit(&r) == 0 || vg_rise_limit(&r) == high[r.tick]);
        vg_rise_note(&r, sp);
        high[r.tick] = sp > high[r.tick] ? sp : high[r.tick];
        if (roll(3) == 0)
            vg_rise_tick(&r);
        ULong since = roll((unsigned)r.tick + 1);
        Addr most = 0;
        for (ULong t = since; t <= r.tick; t++)
            most = high[t] > most ? high[t] : most;
        assert_int_equal(vg_rise_since(&r, since), most);
        ULong below = r.tick + 1, height = sp + roll(500);
        while (below > 0 && high[below - 1] < height)
            below--;
        assert_int_equal(vg_rise_below(&r, height), below);
    }
    free(r.peak);
}

static void live_blocks_since_a_frame_began_are_counted_exactly(void **state)
{
    (void)state;
    static ULong birth[STEPS];
    static Bool alive[STEPS];
    struct vg_rise r = { 0 };
    struct vg_live l = { 0 };
    Addr sp = 1000;
    for (int step = 0; step < STEPS; step++) {
        sp = sp - 400 + roll(801);
        vg_rise_note(&r, sp);
        birth[step] = vg_rise_tick(&r);
        alive[step] = True;
        vg_live_born(&l, &r, birth[step]);
        for (unsigned i = roll(3); i > 0; i--) {
            unsigned dead = roll((unsigned)step + 1);
            if (alive[dead])
                vg_live_died(&l, birth[dead]);
            alive[dead] = False;
        }
        ULong since = vg_rise_below(&r, sp + 1 + roll(500)), count = 0; /* a frame there began */
        for (int i = 0; i <= step; i++)
            count += alive[i] && birth[i] >= since;
        assert_int_equal(vg_live_since(&l, since), count);
    }
    free(r.peak);
    free(l.bucket);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_highest_point_since_any_tick_is_the_true_one),
        cmocka_unit_test(live_blocks_since_a_frame_began_are_counted_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
