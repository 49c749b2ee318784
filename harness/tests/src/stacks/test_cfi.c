/* test_cfi.c -- unwind tables give the same frames as libgcc, and damaged tables are
 * refused.
 *
 * Method: walk real stacks with libgcc and ask hm_stacks_cfi_at() for every step. For damage,
 * _Unwind_Find_FDE() of this program returns a copy of a real table with changed bytes. This file
 * is compiled without frame pointers. */
#include "support/cmocka_all.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unwind.h>

#include "stacks/cfi.h"

#if defined(__x86_64__)

enum { RBP = 6, FRAMES = 64, COPY = 256 };

struct frame {
    uintptr_t pc, sp, rbp;
    bool signalled; /* interrupted here: nothing was called */
};

struct walk {
    struct frame frames[FRAMES];
    size_t count;
};

static _Unwind_Reason_Code step(struct _Unwind_Context *context, void *arg)
{
    struct walk *w = arg;
    int signalled = 0;
    if (w->count == FRAMES)
        return _URC_END_OF_STACK;
    w->frames[w->count++] = (struct frame){
        .pc = _Unwind_GetIPInfo(context, &signalled),
        .sp = _Unwind_GetCFA(context),
        .rbp = _Unwind_GetGR(context, RBP),
        .signalled = signalled != 0,
    };
    return _URC_NO_REASON;
}

/* Steps that hm_stacks_cfi_at() knows. Each must lead where libgcc's leads. */
static size_t compare(const struct walk *w)
{
    size_t steps = 0;
    for (size_t i = 0; i + 1 < w->count; i++) {
        const struct frame *at = &w->frames[i], *above = &w->frames[i + 1];
        struct hm_stacks_cfi cfi;
        if (at->signalled || !hm_stacks_cfi_at(at->pc, &cfi))
            continue;
        assert_int_equal(cfi.outermost, above->pc == 0);
        if (cfi.outermost)
            continue;
        uintptr_t end = (cfi.from_rbp ? at->rbp : at->sp) + (uintptr_t)cfi.offset;
        const char *bytes = (const char *)end; // NOLINT(performance-no-int-to-ptr)
        uintptr_t pc, rbp = at->rbp;
        memcpy(&pc, bytes - 8, sizeof pc);
        if (cfi.rbp_saved)
            memcpy(&rbp, bytes + cfi.rbp_offset, sizeof rbp);
        assert_int_equal(end, above->sp);
        assert_int_equal(pc, above->pc);
        assert_int_equal(rbp, above->rbp);
        steps++;
    }
    return steps;
}

static struct walk seen;
static size_t known; /* of its steps */

static __attribute__((noinline)) int look(int n)
{
    seen.count = 0;
    _Unwind_Backtrace(step, &seen);
    known = compare(&seen); /* now, while the frames are there */
    return n + 1;
}

static __attribute__((noinline)) int plain(int n)
{
    volatile char room[200];
    room[n] = 1;
    return look(n) + room[n];
}

/* A frame that moves: found from rbp. */
static __attribute__((noinline)) int moving(int n)
{
    volatile char *room = __builtin_alloca((size_t)n + 16);
    room[n] = 1;
    return plain(n) + room[n];
}

static int by_callback(const void *a, const void *b)
{
    (void)b;
    return moving(*(const int *)a) > 100;
}

static void frames_of_ours_and_of_libc_are_those_of_libgcc(void **state)
{
    (void)state;
    int two[] = { 3, 4 };
    qsort(two, 2, sizeof two[0], by_callback);
    assert_true(seen.count >= 7); /* look, plain, moving, by_callback, libc's, this, main */
    assert_true(known + 3 >= seen.count);
}

static void nothing_is_above_the_outermost_function(void **state)
{
    (void)state;
    struct hm_stacks_cfi cfi;
    moving(3);
    assert_in_range(seen.count, 3, FRAMES - 1);
    assert_int_equal(seen.frames[seen.count - 1].pc, 0);
    assert_true(hm_stacks_cfi_at(seen.frames[seen.count - 2].pc, &cfi));
    assert_true(cfi.outermost);
}

static void handler(int number)
{
    look(number);
}

static void a_signal_frame_is_left_to_libgcc(void **state)
{
    (void)state;
    struct hm_stacks_cfi cfi;
    struct sigaction action = { .sa_handler = handler }, before;
    sigaction(SIGUSR1, &action, &before);
    raise(SIGUSR1);
    sigaction(SIGUSR1, &before, NULL);
    size_t interrupted = 0;
    while (interrupted < seen.count && !seen.frames[interrupted].signalled)
        interrupted++;
    assert_in_range(interrupted, 2,
                    seen.count - 1); /* below it: look, handler, the kernel's frame */
    assert_false(hm_stacks_cfi_at(seen.frames[interrupted - 1].pc, &cfi));
    assert_true(known >= 2);
}

struct bases {
    void *text, *data, *function;
};

const void *_Unwind_Find_FDE(void *pc, struct bases *bases);

/* A copy of a function's unwind tables in this program's data: its CIE, then its FDE. */
static unsigned char copy[COPY];
static const unsigned char *pretend; /* NULL: the real tables */
static size_t own, size;             /* where the FDE starts; bytes used */

const void *_Unwind_Find_FDE(void *pc, struct bases *bases)
{
    static const void *(*real)(void *, struct bases *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "_Unwind_Find_FDE");
    const void *found = real(pc, bases);
    return pretend != NULL ? pretend : found;
}

static uint32_t word_at(const unsigned char *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static uintptr_t middle_of_plain(void)
{
    moving(3);
    return seen.frames[1].pc;
}

static void make_copy(uintptr_t pc)
{
    struct bases bases;
    pretend = NULL;
    const unsigned char *fde = _Unwind_Find_FDE((void *)(pc - 1), &bases); // NOLINT
    const unsigned char *cie = fde + 4 - (int32_t)word_at(fde + 4);
    own = word_at(cie) + 4;
    size = own + word_at(fde) + 4;
    assert_true(size <= COPY);
    memcpy(copy, cie, own);
    memcpy(copy + own, fde, size - own);
    uint32_t back = (uint32_t)own + 4;
    memcpy(copy + own + 4, &back, sizeof back);
    pretend = copy + own;
}

static void the_copy_says_what_the_original_says(void **state)
{
    (void)state;
    uintptr_t pc = middle_of_plain();
    struct hm_stacks_cfi original, copied;
    assert_true(hm_stacks_cfi_at(pc, &original));
    make_copy(pc);
    assert_true(hm_stacks_cfi_at(pc, &copied));
    pretend = NULL;
    assert_int_equal(copied.from_rbp, original.from_rbp);
    assert_int_equal(copied.offset, original.offset);
    assert_int_equal(copied.rbp_saved, original.rbp_saved);
    assert_int_equal(copied.rbp_offset, original.rbp_offset);
}

static void no_damaged_byte_is_fatal(void **state)
{
    (void)state;
    uintptr_t pc = middle_of_plain();
    struct hm_stacks_cfi cfi;
    unsigned refused = 0;
    make_copy(pc);
    for (size_t i = 0; i < size; i++) {
        unsigned char was = copy[i];
#ifdef HM_SANITIZED /* a longer length leads beyond the copy, though not beyond the program */
        if (i < 4 || (i >= own && i < own + 8))
            continue;
#endif
        for (unsigned value = 0; value < 256; value++) {
            copy[i] = (unsigned char)value;
            refused += !hm_stacks_cfi_at(pc, &cfi);
        }
        copy[i] = was;
    }
    pretend = NULL;
    assert_true(refused > 1000);
}

static void set_word(size_t at, uint32_t word)
{
    memcpy(copy + at, &word, sizeof word);
}

static void what_leads_out_of_the_program_is_refused(void **state)
{
    (void)state;
    uintptr_t pc = middle_of_plain();
    struct hm_stacks_cfi cfi;
    make_copy(pc);
    uint32_t length = word_at(copy), own_length = word_at(copy + own),
             back = word_at(copy + own + 4);
    set_word(0, 0x7fffffff);
    assert_false(hm_stacks_cfi_at(pc, &cfi));
    set_word(0, length);
    set_word(own, 0x7fffffff);
    assert_false(hm_stacks_cfi_at(pc, &cfi));
    set_word(own, own_length);
    set_word(own + 4, 0x70000000);
    assert_false(hm_stacks_cfi_at(pc, &cfi));
    set_word(own + 4, back);
    assert_true(hm_stacks_cfi_at(pc, &cfi));
    pretend = NULL;
}

static void a_table_cut_short_is_refused(void **state)
{
    (void)state;
    uintptr_t pc = middle_of_plain();
    struct hm_stacks_cfi cfi;
    make_copy(pc);
    uint32_t own_length = word_at(copy + own), length = word_at(copy);
    for (uint32_t cut = 0; cut < 12; cut++) {
        set_word(own, cut);
        assert_false(hm_stacks_cfi_at(pc, &cfi));
    }
    set_word(own, own_length);
    for (uint32_t cut = 0; cut < 13; cut++) {
        set_word(0, cut);
        assert_false(hm_stacks_cfi_at(pc, &cfi));
    }
    set_word(0, length);
    pretend = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_of_ours_and_of_libc_are_those_of_libgcc),
        cmocka_unit_test(nothing_is_above_the_outermost_function),
        cmocka_unit_test(a_signal_frame_is_left_to_libgcc),
        cmocka_unit_test(the_copy_says_what_the_original_says),
        cmocka_unit_test(no_damaged_byte_is_fatal),
        cmocka_unit_test(what_leads_out_of_the_program_is_refused),
        cmocka_unit_test(a_table_cut_short_is_refused),
    };
    return cmocka_run_group_tests_name("cfi", tests, NULL, NULL);
}

#else

int main(void)
{
    puts("skipped: unwind tables are read on x86-64 only");
    return 77;
}

#endif
