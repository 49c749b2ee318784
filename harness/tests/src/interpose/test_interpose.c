/* Every entry point of the malloc family is heapmark's, has its own identity, and reports its
 * caller. */

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <string.h>
#include "support/cmocka_all.h"

#include <heapmark/counters.h>

#include "count/hook.h"
#include "support/counted.h"

/* Weak: if one is missing, its test fails by name, and the program still links. */
void free_sized(void *block, size_t size) __attribute__((weak));
void free_aligned_sized(void *block, size_t alignment, size_t size) __attribute__((weak));

/* The last event of the observer. */
static struct {
    int born, died, moving, moved;
    void *block, *from;
    size_t size;
    enum hm_count_entry entry;
    void *caller;
} heard;

static void on_born(void *block, size_t size, enum hm_count_entry entry, void *caller,
                    const void *frame)
{
    (void)frame;
    heard.born++;
    heard.block = block;
    heard.size = size;
    heard.entry = entry;
    heard.caller = caller;
}

static void on_dies(void *block, enum hm_count_entry entry, void *caller, const void *frame)
{
    (void)frame;
    heard.died++;
    heard.block = block;
    heard.entry = entry;
    heard.caller = caller;
}

static void on_moving(void *from, size_t size, void *caller, const void *frame)
{
    (void)frame;
    heard.moving++;
    heard.from = from;
    heard.size = size;
    heard.caller = caller;
}

static void on_moved(void *from, void *to, size_t size, void *caller, const void *frame)
{
    (void)frame;
    heard.moved++;
    assert_ptr_equal(from, heard.from);
    assert_ptr_equal(caller, heard.caller);
    assert_int_equal(size, heard.size);
    heard.block = to;
}

static const struct hm_count_observer ears = {
    .born = on_born, .dies = on_dies, .moving = on_moving, .moved = on_moved
};

static void listen(void)
{
    memset(&heard, 0, sizeof heard);
    hm_count_observe(&ears);
}

/* The caller is an address in this program, a little after the start of the calling function. */
static void assert_called_from(void (*test)(void **))
{
    uintptr_t distance = (uintptr_t)heard.caller - (uintptr_t)test;

    assert_in_range(distance, 1, 4096);
}

static void assert_born(enum hm_count_entry entry, size_t size, void *block, void (*test)(void **))
{
    hm_count_observe(NULL);
    assert_int_equal(heard.born, 1);
    assert_int_equal(heard.entry, entry);
    assert_int_equal(heard.size, size);
    assert_ptr_equal(heard.block, block);
    assert_called_from(test);
    free(block);
}

static void assert_died(void *block, void (*test)(void **))
{
    hm_count_observe(NULL);
    assert_int_equal(heard.died, 1);
    assert_int_equal(heard.entry, HM_COUNT_FREE);
    assert_ptr_equal(heard.block, block);
    if (test != NULL)
        assert_called_from(test);
}

static void malloc_is_heard_as_malloc(void **state)
{
    (void)state;
    listen();
    void *block = malloc(24);
    assert_born(HM_COUNT_MALLOC, 24, block, malloc_is_heard_as_malloc);
}

static void calloc_is_heard_as_calloc(void **state)
{
    (void)state;
    listen();
    void *block = calloc(3, 8);
    assert_born(HM_COUNT_CALLOC, 24, block, calloc_is_heard_as_calloc);
}

static void realloc_of_nothing_is_heard_as_a_birth(void **state)
{
    (void)state;
    listen();
    void *block = realloc(NULL, 24);
    assert_born(HM_COUNT_REALLOC, 24, block, realloc_of_nothing_is_heard_as_a_birth);
}

static void reallocarray_is_heard_as_reallocarray(void **state)
{
    (void)state;
    listen();
    void *block = reallocarray(NULL, 3, 8);
    assert_born(HM_COUNT_REALLOCARRAY, 24, block, reallocarray_is_heard_as_reallocarray);
}

static void aligned_alloc_is_heard_as_aligned_alloc(void **state)
{
    (void)state;
    listen();
    void *block = aligned_alloc(64, 128);
    assert_born(HM_COUNT_ALIGNED_ALLOC, 128, block, aligned_alloc_is_heard_as_aligned_alloc);
}

static void posix_memalign_is_heard_as_posix_memalign(void **state)
{
    (void)state;
    void *block = NULL;
    listen();
    int error = posix_memalign(&block, 64, 100);
    assert_int_equal(error, 0);
    assert_born(HM_COUNT_POSIX_MEMALIGN, 100, block, posix_memalign_is_heard_as_posix_memalign);
}

static void memalign_is_heard_as_memalign(void **state)
{
    (void)state;
    listen();
    void *block = memalign(64, 100);
    assert_born(HM_COUNT_MEMALIGN, 100, block, memalign_is_heard_as_memalign);
}

static void valloc_is_heard_as_valloc(void **state)
{
    (void)state;
    listen();
    void *block = valloc(100);
    assert_born(HM_COUNT_VALLOC, 100, block, valloc_is_heard_as_valloc);
}

static void pvalloc_is_heard_as_pvalloc(void **state)
{
    (void)state;
    listen();
    void *block = pvalloc(100);
    assert_born(HM_COUNT_PVALLOC, 100, block, pvalloc_is_heard_as_pvalloc);
}

static void free_is_heard_before_the_block_is_gone(void **state)
{
    (void)state;
    void *block = malloc(24);
    listen();
    free(block);
    hm_counters_now(); /* or the compiler makes the call above the function's last, a jump */
    assert_died(block, free_is_heard_before_the_block_is_gone);
}

static void free_sized_is_heard_as_free(void **state)
{
    (void)state;
    assert_non_null(free_sized);
    void *block = malloc(24);
    listen();
    free_sized(block, 24);
    assert_died(block, NULL);
}

static void free_aligned_sized_is_heard_as_free(void **state)
{
    (void)state;
    assert_non_null(free_aligned_sized);
    void *block = aligned_alloc(64, 64);
    listen();
    free_aligned_sized(block, 64, 64);
    assert_died(block, NULL);
}

static void realloc_of_a_block_is_heard_before_and_after(void **state)
{
    (void)state;
    void *block = malloc(24);
    listen();
    void *moved = realloc(block, 4096);
    hm_count_observe(NULL);
    assert_int_equal(heard.moving, 1);
    assert_int_equal(heard.moved, 1);
    assert_int_equal(heard.born + heard.died, 0);
    assert_ptr_equal(heard.from, block);
    assert_ptr_equal(heard.block, moved);
    assert_called_from(realloc_of_a_block_is_heard_before_and_after);
    free(moved);
}

static void a_failed_realloc_is_heard_to_have_failed(void **state)
{
    (void)state;
    volatile size_t too_much = PTRDIFF_MAX;
    void *block = malloc(24);
    listen();
    void *moved = realloc(block, too_much);
    hm_count_observe(NULL);
    assert_null(moved);
    assert_int_equal(heard.moved, 1);
    assert_null(heard.block);
    free(block);
}

static void on_born_that_allocates(void *block, size_t size, enum hm_count_entry entry,
                                   void *caller, const void *frame)
{
    on_born(block, size, entry, caller, frame);
    free(malloc(1000));
}

static void what_an_observer_allocates_is_neither_heard_nor_counted(void **state)
{
    (void)state;
    static const struct hm_count_observer noisy = { .born = on_born_that_allocates };
    memset(&heard, 0, sizeof heard);
    hm_count_observe(&noisy);
    hm_counters before = hm_counters_now();
    void *block = malloc(24);
    hm_counters used = hm_counters_since(&before);
    hm_count_observe(NULL);
    free(block);
    assert_int_equal(heard.born, 1);
    assert_int_equal(used.allocs, 1);
    assert_int_equal(used.bytes, 24);
}

#define ENTRY(name)                                                                                \
    {                                                                                              \
#name, (void (*)(void))name                                                                \
    }

/* If a hook is missing, a library's function is called, with blocks of another allocator. */
static void no_entry_point_is_left_to_a_library(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        void (*function)(void);
    } entries[] = {
        ENTRY(malloc),
        ENTRY(calloc),
        ENTRY(realloc),
        ENTRY(reallocarray),
        ENTRY(free),
        ENTRY(aligned_alloc),
        ENTRY(memalign),
        ENTRY(posix_memalign),
        ENTRY(valloc),
        ENTRY(pvalloc),
        ENTRY(free_sized),
        ENTRY(malloc_usable_size),
        ENTRY(free_aligned_sized),
    };
    Dl_info here, there;
    assert_true(dladdr((void *)&heard, &here));
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        void *address;
        memcpy(&address, &entries[i].function, sizeof address);
        if (dladdr(address, &there) == 0 || there.dli_fbase != here.dli_fbase)
            fail_msg("%s is not heapmark's", entries[i].name);
    }
}

/* jemalloc has its own operators, which do not call malloc. */
static void no_operator_new_or_delete_is_left_to_a_library(void **state)
{
    (void)state;
    static const char *const operators[] = {
        "_Znwm",
        "_Znam",
        "_ZnwmRKSt9nothrow_t",
        "_ZnamRKSt9nothrow_t",
        "_ZnwmSt11align_val_t",
        "_ZnamSt11align_val_t",
        "_ZnwmSt11align_val_tRKSt9nothrow_t",
        "_ZnamSt11align_val_tRKSt9nothrow_t",
        "_ZdlPv",
        "_ZdaPv",
        "_ZdlPvm",
        "_ZdaPvm",
        "_ZdlPvRKSt9nothrow_t",
        "_ZdaPvRKSt9nothrow_t",
        "_ZdlPvSt11align_val_t",
        "_ZdaPvSt11align_val_t",
        "_ZdlPvmSt11align_val_t",
        "_ZdaPvmSt11align_val_t",
        "_ZdlPvSt11align_val_tRKSt9nothrow_t",
        "_ZdaPvSt11align_val_tRKSt9nothrow_t",
    };
    Dl_info here, there;
    assert_true(dladdr((void *)&heard, &here));
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        void *address = dlsym(RTLD_DEFAULT, operators[i]);
        if (address != NULL && dladdr(address, &there) && there.dli_fbase != here.dli_fbase)
            fail_msg("%s is not heapmark's", operators[i]);
    }
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(malloc_is_heard_as_malloc),
        cmocka_unit_test(calloc_is_heard_as_calloc),
        cmocka_unit_test(realloc_of_nothing_is_heard_as_a_birth),
        cmocka_unit_test(reallocarray_is_heard_as_reallocarray),
        cmocka_unit_test(aligned_alloc_is_heard_as_aligned_alloc),
        cmocka_unit_test(posix_memalign_is_heard_as_posix_memalign),
        cmocka_unit_test(memalign_is_heard_as_memalign),
        cmocka_unit_test(valloc_is_heard_as_valloc),
        cmocka_unit_test(pvalloc_is_heard_as_pvalloc),
        cmocka_unit_test(free_is_heard_before_the_block_is_gone),
        cmocka_unit_test(free_sized_is_heard_as_free),
        cmocka_unit_test(free_aligned_sized_is_heard_as_free),
        cmocka_unit_test(realloc_of_a_block_is_heard_before_and_after),
        cmocka_unit_test(a_failed_realloc_is_heard_to_have_failed),
        cmocka_unit_test(what_an_observer_allocates_is_neither_heard_nor_counted),
        cmocka_unit_test(no_entry_point_is_left_to_a_library),
        cmocka_unit_test(no_operator_new_or_delete_is_left_to_a_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
