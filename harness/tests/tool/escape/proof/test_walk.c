/* test_walk.c -- the effects that the walk finds, given the answers about the callees.
 *
 * Method: small functions as LLVM's text, and an oracle in place of the summaries. Each test
 * chooses what the callees do, and looks at the effects of the caller and at what the oracle was
 * asked. */
#include "escape/proof/walk.h"

#include <stdio.h>
#include <string.h>

#include <llvm-c/IRReader.h>

#include "escape/base/arena.h"
#include "escape/llvm/hooks.h"
#include "escape/llvm/ir.h"
#include "support/cmocka_all.h"

#if HM_LLVM_MAJOR < 15
#define P  "i8*"  /* a pointer */
#define PP "i8**" /* a pointer to a pointer */
#define F  "void (i8*)*"
#else
#define P  "ptr"
#define PP "ptr"
#define F  "ptr"
#endif

static const char prelude[] = "target datalayout = \"e-m:e-i64:64-n8:16:32:64-S128\"\n"
                              "@g = global " P " null\n"
                              "declare " P " @malloc(i64)\n"
                              "declare void @unknown(" P ")\n"
                              "define void @take(" P " %p) { ret void }\n"
                              "define void @put(" PP " %box, " P " %p) { ret void }\n"
                              "define void @open(" PP " %box) { ret void }\n"
                              "define " P " @same(" P " %p) { ret " P " %p }\n"
                              "define void @apply(" F " %f, " P " %p) { ret void }\n"
                              "define " PP " @make() {\n"
                              "  %m = call " P " @malloc(i64 8)\n"
                              "  %box = bitcast " P " %m to " PP "\n"
                              "  ret " PP " %box\n"
                              "}\n";

#define BLOCK "  %p = call " P " @malloc(i64 8)\n"

enum { QUESTIONS_MAX = 8 };

struct fixture {
    struct escape_options options;
    struct llvm_program program;
    struct proof_analysis analysis;
    struct proof_walk walk;
};

/* What the oracle answers, and what it was asked. */
static struct {
    const char *name; /* the one function that does something */
    struct proof_effect effect;
    bool fresh;
    struct {
        const char *name;
        unsigned param, depth;
    } asked[QUESTIONS_MAX];
    unsigned count;
} oracle;

static const struct proof_effects *answer(struct proof_analysis *analysis, LLVMValueRef function,
                                          unsigned param, struct escape_path path)
{
    static const struct proof_effects nothing;
    static struct proof_effects effects;
    (void)analysis;
    const char *name = llvm_name_of(function);
    assert_true(oracle.count < QUESTIONS_MAX);
    oracle.asked[oracle.count].name = name;
    oracle.asked[oracle.count].param = param;
    oracle.asked[oracle.count++].depth = path.depth;
    if (oracle.name == NULL || strcmp(name, oracle.name) != 0)
        return &nothing;
    effects = (struct proof_effects){ .list = &oracle.effect,
                                      .count = 1,
                                      .room = 1,
                                      .escaped = oracle.effect.kind == PROOF_ESCAPES };
    return &effects;
}

static bool answer_fresh(struct proof_analysis *analysis, LLVMValueRef function)
{
    (void)analysis;
    assert_string_equal(llvm_name_of(function), "make");
    return oracle.fresh;
}

static int begin(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){ 0 };
    llvm_program_begin(&fixture.program, &fixture.options);
    memset(&oracle, 0, sizeof oracle);
    *state = &fixture;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    llvm_program_close(&f->program);
    escape_arena_release();
    return 0;
}

/* Walk from the block %p that the function @f, with this text, asks for. */
static const struct proof_effects *walk(void **state, const char *text)
{
    struct fixture *f = *state;
    const char *whole = escape_arena_format("%s%s", prelude, text);
    char *message = NULL;
    LLVMMemoryBufferRef buffer =
        LLVMCreateMemoryBufferWithMemoryRangeCopy(whole, strlen(whole), "test");
    if (LLVMParseIRInContext(f->program.context, buffer, &f->program.module, &message))
        fail_msg("%s\n%s", message, whole);
    llvm_program_measure(&f->program);
    f->analysis = (struct proof_analysis){ .program = &f->program,
                                           .effects_of = answer,
                                           .returns_fresh = answer_fresh };
    LLVMValueRef function = LLVMGetNamedFunction(f->program.module, "f");
    LLVMValueRef call = llvm_first_instruction(function);
    while (strcmp(llvm_name_of(call), "p") != 0)
        call = llvm_next_instruction(call);
    proof_walk_begin(&f->walk, &f->analysis, function);
    proof_walk_site(&f->walk, call, llvm_allocator_of(&f->program, call));
    proof_walk_run(&f->walk);
    return &f->walk.effects;
}

static void assert_escapes(const struct proof_effects *effects, const char *reason)
{
    assert_true(effects->escaped);
    const struct proof_effect *effect = proof_effects_first(effects);
    assert_int_equal(effect->kind, PROOF_ESCAPES);
    assert_string_equal(proof_effect_reason(effect), reason);
}

static void assert_asked(unsigned which, const char *name, unsigned param, unsigned depth)
{
    assert_true(which < oracle.count);
    assert_string_equal(oracle.asked[which].name, name);
    assert_int_equal(oracle.asked[which].param, param);
    assert_int_equal(oracle.asked[which].depth, depth);
}

static void a_returned_block_is_an_effect_and_no_escape(void **state)
{
    const struct proof_effects *effects =
        walk(state, "define " P " @f() {\n" BLOCK "  ret " P " %p\n}\n");
    assert_int_equal(effects->count, 1);
    assert_int_equal(effects->list[0].kind, PROOF_RETURNED);
    assert_int_equal(effects->list[0].path.depth, 0);
    assert_false(effects->escaped);
    assert_int_equal(oracle.count, 0);
}

static void a_block_stored_in_a_global_escapes(void **state)
{
    assert_escapes(
        walk(state, "define void @f() {\n" BLOCK "  store " P " %p, " PP " @g\n  ret void\n}\n"),
        "stored in global g");
}

#define PASSES_TO_TAKE "define void @f() {\n" BLOCK "  call void @take(" P " %p)\n  ret void\n}\n"

static void a_callee_that_does_nothing_leaves_the_block_where_it_is(void **state)
{
    assert_int_equal(walk(state, PASSES_TO_TAKE)->count, 0);
    assert_int_equal(oracle.count, 1);
    assert_asked(0, "take", 0, 0);
}

static void an_escape_in_a_callee_names_the_callee_and_the_deed(void **state)
{
    oracle.name = "take";
    oracle.effect = (struct proof_effect){ .kind = PROOF_ESCAPES,
                                           .deed = { PROOF_DEED_STORED_IN_GLOBAL, "there" } };
    assert_escapes(walk(state, PASSES_TO_TAKE), "passed to take: stored in global there");
}

static void only_the_callee_called_here_is_named_however_deep_the_deed(void **state)
{
    oracle.name = "take";
    oracle.effect = (struct proof_effect){ .kind = PROOF_ESCAPES,
                                           .callee = "deeper: and deeper",
                                           .deed = { PROOF_DEED_KEPT_BY, "passed to x: y" } };
    assert_escapes(walk(state, PASSES_TO_TAKE), "passed to take: kept by passed to x: y");
}

static void a_function_without_a_body_is_not_asked_about(void **state)
{
    assert_escapes(
        walk(state, "define void @f() {\n" BLOCK "  call void @unknown(" P " %p)\n  ret void\n}\n"),
        "passed to external function unknown");
    assert_int_equal(oracle.count, 0);
}

#if HM_LLVM_MAJOR < 21
#define NOT_CAPTURED "nocapture"
#define CAPTURED     "", "readonly", "nonnull"
#else /* where a pointer points is told, not the right to use it: LLVM 23's noescape */
#define NOT_CAPTURED                                                                               \
    "captures(none)", "captures(address)", "captures(address_is_null)", "readonly captures(none)"
#define CAPTURED                                                                                   \
    "", "readonly", "captures(address, provenance)", "captures(read_provenance)",                  \
        "captures(provenance)", "captures(ret: address, provenance)"
#endif

/* A call with this attribute on its argument, or of a declaration that has it. */
static bool escapes_from(void **state, const char *on_call, const char *on_declaration)
{
    static const char text[] = "declare void @told(" P " %s)\ndefine void @f() {\n%s"
                               "  call void @told(" P " %s %%p)\n  ret void\n}\n";
    begin(state);
    bool escapes = walk(state, escape_arena_format(text, on_declaration, BLOCK, on_call))->escaped;
    end(state);
    return escapes;
}

static void a_promise_not_to_capture_is_read_in_the_words_of_each_llvm(void **state)
{
    static const char *const kept[] = { NOT_CAPTURED }, *const captured[] = { CAPTURED };
    end(state);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        assert_false(escapes_from(state, kept[i], ""));
        assert_false(escapes_from(state, "", kept[i]));
    }
    for (size_t i = 0; i < sizeof captured / sizeof *captured; i++)
        assert_true(escapes_from(state, captured[i], captured[i]));
    begin(state);
}

static size_t effects_of_a_call(void **state, const char *on_call)
{
    static const char text[] = "define void @f(" F " %%told) {\n%s"
                               "  call void %%told(" P " %s %%p)\n  ret void\n}\n";
    begin(state);
    size_t count = walk(state, escape_arena_format(text, BLOCK, on_call))->count;
    end(state);
    return count;
}

static void a_promise_in_the_type_of_a_function_pointer_is_believed(void **state)
{
    static const char *const kept[] = { NOT_CAPTURED }, *const captured[] = { CAPTURED };
    end(state);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_int_equal(effects_of_a_call(state, kept[i]), 0);
    for (size_t i = 0; i < sizeof captured / sizeof *captured; i++)
        assert_int_equal(effects_of_a_call(state, captured[i]), 1);
    begin(state);
}

static void a_callee_that_frees_makes_the_call_a_free(void **state)
{
    oracle.name = "take";
    oracle.effect = (struct proof_effect){ .kind = PROOF_FREED };
    const struct proof_effects *effects = walk(state, PASSES_TO_TAKE);
    const struct fixture *f = *state;
    assert_null(proof_effects_first(effects));
    assert_int_equal(effects->count, 1);
    assert_int_equal(f->walk.free_count, 1);
    assert_true(llvm_is_call(f->walk.frees[0]));
}

static void what_a_callee_returns_is_followed(void **state)
{
    static const char text[] =
        "define " P " @f() {\n" BLOCK "  %q = call " P " @same(" P " %p)\n  ret " P " %q\n}\n";
    oracle.name = "same";
    oracle.effect = (struct proof_effect){ .kind = PROOF_RETURNED, .path = escape_path_start() };
    const struct proof_effects *effects = walk(state, text);
    assert_int_equal(effects->count, 1);
    assert_int_equal(effects->list[0].kind, PROOF_RETURNED);
}

static void a_result_that_is_not_the_block_is_not_followed(void **state)
{
    assert_int_equal(walk(state, "define " P " @f() {\n" BLOCK "  %q = call " P " @same(" P
                                 " %p)\n  ret " P " %q\n}\n")
                         ->count,
                     0);
}

#define PUTS_IN_A_BOX                                                                              \
    "define " P " @f() {\n  %box = alloca " P "\n" BLOCK "  call void @put(" PP " %box, " P        \
    " %p)\n  %q = load " P ", " PP " %box\n  ret " P " %q\n}\n"

static void what_a_callee_stores_in_a_local_is_read_back_from_there(void **state)
{
    oracle.name = "put";
    oracle.effect = (struct proof_effect){
        .kind = PROOF_STORED,
        .param = 0,
        .path = escape_path_push(escape_path_start(), escape_offset_exactly(0)),
    };
    const struct proof_effects *effects = walk(state, PUTS_IN_A_BOX);
    assert_int_equal(effects->count, 1);
    assert_int_equal(effects->list[0].kind, PROOF_RETURNED);
    assert_int_equal(effects->list[0].path.depth, 0);
    assert_asked(0, "put", 1, 0);
}

static void what_a_callee_stores_beside_it_is_not_read_back(void **state)
{
    oracle.name = "put";
    oracle.effect = (struct proof_effect){
        .kind = PROOF_STORED,
        .param = 0,
        .path = escape_path_push(escape_path_start(), escape_offset_exactly(64)),
    };
    assert_int_equal(walk(state, PUTS_IN_A_BOX)->count, 0);
}

static void a_holder_that_is_passed_is_asked_about_one_load_deeper(void **state)
{
    walk(state, "define void @f() {\n  %box = alloca " P "\n" BLOCK "  store " P " %p, " PP
                " %box\n  call void @open(" PP " %box)\n  ret void\n}\n");
    assert_int_equal(oracle.count, 1);
    assert_asked(0, "open", 0, 1);
}

static void a_callback_of_the_callee_is_asked_about_in_its_turn(void **state)
{
    oracle.name = "apply";
    oracle.effect = (struct proof_effect){
        .kind = PROOF_CALLED, .param = 0, .arg = 0, .path = escape_path_start()
    };
    const struct proof_effects *effects =
        walk(state, "define void @f() {\n" BLOCK "  call void @apply(" F " @take, " P
                    " %p)\n  ret void\n}\n");
    assert_int_equal(effects->count, 0);
    assert_int_equal(oracle.count, 2);
    assert_asked(0, "apply", 1, 0);
    assert_asked(1, "take", 0, 0);
}

/* The address of %box is passed on before the loop; each round stores a new block in it. */
#define FILLS_A_BOX_IN_A_LOOP                                                                      \
    "define void @f(i1 %again) {\nentry:\n  %box = alloca " P "\n  call void @open(" PP            \
    " %box)\n  br label %loop\nloop:\n" BLOCK "  store " P " %p, " PP                              \
    " %box\n  br i1 %again, label %loop, label %out\nout:\n  ret void\n}\n"

static void a_holder_whose_address_no_callee_keeps_may_live_through_a_loop(void **state)
{
    assert_int_equal(walk(state, FILLS_A_BOX_IN_A_LOOP)->count, 0);
    assert_asked(0, "open", 0, 0);
}

static void a_holder_whose_address_a_callee_keeps_may_not(void **state)
{
    oracle.name = "open";
    oracle.effect = (struct proof_effect){ .kind = PROOF_ESCAPES };
    assert_escapes(walk(state, FILLS_A_BOX_IN_A_LOOP), "outlives the loop iteration (kept in box)");
}

#define STORES_IN_WHAT_MAKE_RETURNS                                                                \
    "define void @f() {\n" BLOCK "  %box = call " PP " @make()\n  store " P " %p, " PP             \
    " %box\n  ret void\n}\n"

static void a_fresh_block_of_a_callee_can_hold_the_block(void **state)
{
    oracle.fresh = true;
    assert_int_equal(walk(state, STORES_IN_WHAT_MAKE_RETURNS)->count, 0);
}

static void a_block_that_is_not_fresh_can_not(void **state)
{
    assert_escapes(walk(state, STORES_IN_WHAT_MAKE_RETURNS),
                   "stored through a pointer of unknown origin");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_returned_block_is_an_effect_and_no_escape),
        TEST(a_block_stored_in_a_global_escapes),
        TEST(a_callee_that_does_nothing_leaves_the_block_where_it_is),
        TEST(an_escape_in_a_callee_names_the_callee_and_the_deed),
        TEST(only_the_callee_called_here_is_named_however_deep_the_deed),
        TEST(a_function_without_a_body_is_not_asked_about),
        TEST(a_promise_not_to_capture_is_read_in_the_words_of_each_llvm),
        TEST(a_promise_in_the_type_of_a_function_pointer_is_believed),
        TEST(a_callee_that_frees_makes_the_call_a_free),
        TEST(what_a_callee_returns_is_followed),
        TEST(a_result_that_is_not_the_block_is_not_followed),
        TEST(what_a_callee_stores_in_a_local_is_read_back_from_there),
        TEST(what_a_callee_stores_beside_it_is_not_read_back),
        TEST(a_holder_that_is_passed_is_asked_about_one_load_deeper),
        TEST(a_callback_of_the_callee_is_asked_about_in_its_turn),
        TEST(a_holder_whose_address_no_callee_keeps_may_live_through_a_loop),
        TEST(a_holder_whose_address_a_callee_keeps_may_not),
        TEST(a_fresh_block_of_a_callee_can_hold_the_block),
        TEST(a_block_that_is_not_fresh_can_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
