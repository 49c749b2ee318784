/* facts.h -- what the analysis knows of a program, and the two questions about a callee that only
 * another walk can answer.
 *
 * Both questions are function pointers, so that the walk and what stands below it know nothing of
 * summaries: summary.c answers them, and a test can answer instead. */
#ifndef HM_ESCAPE_PROOF_FACTS_H
#define HM_ESCAPE_PROOF_FACTS_H

#include "escape/base/map.h"
#include "escape/llvm/program.h"
#include "escape/proof/effect.h"

struct proof_analysis;
struct proof_bases;
struct proof_summary;

/* The effects of `function` (with a final body) on a block that its parameter `param` reaches by
 * `path`. The answer may still grow; the walk that asked is then run again. Borrowed. */
typedef const struct proof_effects *proof_ask_effects(struct proof_analysis *analysis,
                                                      LLVMValueRef function, unsigned param,
                                                      struct escape_path path);

/* True when all that `function` returns are blocks that it makes, and only the result leads to
 * them. A function that also returns a block of a list, a cache or a parameter is not fresh. */
typedef bool proof_ask_fresh(struct proof_analysis *analysis, LLVMValueRef function);

struct proof_analysis {
    const struct llvm_program *program;
    proof_ask_effects *effects_of;
    proof_ask_fresh *returns_fresh;
    struct escape_map functions; /* from a function to its struct proof_facts */
    bool pointers_twice;         /* a call through a pointer may return twice */
    unsigned base_nesting;       /* bases.c: searches running inside one another */
    /* The rest belongs to summary.c. */
    struct proof_summary *asking; /* whose walk is running; NULL: none */
    struct proof_summary **dirty; /* to be computed again */
    size_t dirty_count, dirty_room;
    unsigned busy; /* summaries being computed inside one another */
};

/* What is known of one function. */
struct proof_facts {
    struct proof_summary *summaries;    /* summary.c */
    const struct proof_bases *returned; /* bases.c; NULL: not computed yet */
    bool returned_busy;                 /* it is being computed */
    bool visited;                       /* by proof_analysis_begin() */
    bool twice_known;
    LLVMValueRef *twice; /* loop.c: its calls that may return twice, when twice_known */
    size_t twice_count, twice_room;
    enum { PROOF_FRESH_UNKNOWN, PROOF_FRESH_BUSY, PROOF_FRESH_NO, PROOF_FRESH_YES } fresh;
};

/* The facts of `function`, empty at first. In the arena; the address stays the same. */
struct proof_facts *proof_facts_of(struct proof_analysis *analysis, LLVMValueRef function);

#endif
