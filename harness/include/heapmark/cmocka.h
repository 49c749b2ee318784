/* cmocka.h -- the assertions of heapmark/expect.h for CMocka: a test fails, and says where.
 *
 *     static void test_parse(void **state)
 *     {
 *         hm_assert_no_alloc() {
 *             parse_into(&tree, text);
 *         }
 *         hm_assert_allocs(hm_at_most(3)) {
 *             parse(text);
 *         }
 *     }
 *
 * The block behind a macro is the region. It may be left by return, break or goto, and is judged
 * then; left by longjmp, as a failed assertion does, it is not. Where nothing can be counted the
 * test is skipped, not passed. Include cmocka.h and what it needs before. */
#ifndef HEAPMARK_CMOCKA_H
#define HEAPMARK_CMOCKA_H

#include <string.h>

#include <heapmark/counters.h>
#include <heapmark/expect.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fail or skip the test that is running, as the finding says. */
static inline void hm_priv_cmocka(const hm_finding *found, const char *file, int line)
{
    if (found->message[0] != '\0' && found->verdict != HM_HELD)
        print_error("%s", found->message);
    else if (found->message[0] != '\0')
        print_message("%s", found->message);
    if (found->verdict == HM_CANNOT_COUNT)
        _skip(file, line);
    else if (found->verdict != HM_HELD)
        _fail(file, line);
}

typedef struct hm_priv_block {
    hm_expect *region;
    const char *file;
    int line;
    bool done;
} hm_priv_block;

static inline hm_priv_block hm_priv_block_begin(hm_budget budget, hm_priv_place place)
{
    hm_priv_block block;
    block.region = hm_priv_expect_begin(&budget, &place);
    block.file = place.file;
    block.line = place.line;
    block.done = false;
    return block;
}

static inline bool hm_priv_block_once(hm_priv_block *block)
{
    bool first = !block->done;
    block->done = true;
    return first;
}

static inline void hm_priv_block_end(hm_priv_block *block)
{
    hm_priv_cmocka(hm_expect_end(block->region), block->file, block->line);
}

static inline hm_budget hm_priv_budget(hm_limit allocs, hm_limit outlive)
{
    hm_budget budget;
    memset(&budget, 0, sizeof budget);
    budget.allocs = allocs;
    budget.outlive = outlive;
    return budget;
}

static inline hm_limit hm_priv_no_limit(void)
{
    hm_limit none = hm_exactly(0);
    none.kind = HM_LIMIT_NONE;
    return none;
}

/* hm_assert_budget(budget) { ... }: the block costs what this hm_budget allows. */
#define hm_assert_budget(budget)                                                                   \
    for (hm_priv_block hm_priv_here __attribute__((cleanup(hm_priv_block_end))) =                  \
             hm_priv_block_begin((budget), HM_PRIV_HERE);                                          \
         hm_priv_block_once(&hm_priv_here);)

/* ...: it makes no block; blocks within this hm_limit; none that is alive at its end. */
#define hm_assert_no_alloc()    hm_assert_allocs(hm_exactly(0))
#define hm_assert_allocs(limit) hm_assert_budget(hm_priv_budget((limit), hm_priv_no_limit()))
#define hm_assert_nothing_outlives()                                                               \
    hm_assert_budget(hm_priv_budget(hm_priv_no_limit(), hm_exactly(0)))

/* The same for calls of fn(arg): budget.warm_up calls that are not judged, budget.calls that are.
 */
#define hm_assert_call(budget, fn, arg)                                                            \
    hm_priv_cmocka(hm_expect_call((budget), (fn), (arg)), __FILE__, __LINE__)

/* hm_assert_forbidden() { ... }: the test fails at the first block that the thread makes in it, and
 * what follows in the block does not run. */
static inline hm_priv_place *hm_priv_forbidden_at(void)
{
    static hm_priv_place place;
    return &place;
}

static inline void hm_priv_cmocka_block(const char *text)
{
    if (strstr(text, "cm_print_error") != NULL) /* CMocka writes that an assertion failed */
        return;
    print_error("%s", text);
    _fail(hm_priv_forbidden_at()->file, hm_priv_forbidden_at()->line);
}

typedef struct hm_priv_forbidden {
    hm_forbid_handler *before;
    bool done;
} hm_priv_forbidden;

static inline __attribute__((always_inline)) hm_priv_forbidden
hm_priv_forbidden_begin(const char *file, int line)
{
    hm_priv_forbidden f;
    hm_priv_forbidden_at()->file = file;
    hm_priv_forbidden_at()->line = line;
    f.before = hm_forbid_on_block(hm_priv_cmocka_block);
    f.done = false;
    if (!hm_forbid_begin()) {
        hm_forbid_on_block(f.before);
        print_message("cannot count here: %s\n", hm_counting_reason());
        _skip(file, line);
    }
    return f;
}

static inline bool hm_priv_forbidden_once(hm_priv_forbidden *f)
{
    bool first = !f->done;
    f->done = true;
    return first;
}

static inline void hm_priv_forbidden_end(hm_priv_forbidden *f)
{
    hm_forbid_end();
    hm_forbid_on_block(f->before);
}

#define hm_assert_forbidden()                                                                      \
    for (hm_priv_forbidden hm_priv_here __attribute__((cleanup(hm_priv_forbidden_end))) =          \
             hm_priv_forbidden_begin(__FILE__, __LINE__);                                          \
         hm_priv_forbidden_once(&hm_priv_here);)

#ifdef __cplusplus
}
#endif
#endif
