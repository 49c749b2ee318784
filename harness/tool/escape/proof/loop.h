/* loop.h -- does a block outlive the loop iteration that made it?
 *
 * A site in a loop makes a second block while something may still point to the first one. A single
 * automatic variable cannot stand in for both. The answer comes from reachability in the
 * control-flow graph: can an old pointer be read after the site has run again, with nothing in
 * between that overwrites it? */
#ifndef HM_ESCAPE_PROOF_LOOP_H
#define HM_ESCAPE_PROOF_LOOP_H

#include "escape/proof/facts.h"

/* True when the site can run twice in one activation of its function. */
bool proof_loop_runs_again(struct proof_analysis *analysis, LLVMValueRef site);

/* True when `value`, computed in one iteration, is used after the site has run again. */
bool proof_loop_value_outlives(struct proof_analysis *analysis, LLVMValueRef site,
                               LLVMValueRef value);

/* Memory of one object (an alloca, or the result of an allocating call), written `at` bytes into it
 * by the instruction `use`. */
struct proof_loop_memory {
    struct proof_analysis *analysis;
    LLVMValueRef site, object, use;
    struct escape_offset at;
};

/* True when the site can run again before that memory is overwritten or begins a new lifetime. */
bool proof_loop_memory_holds(const struct proof_loop_memory *memory);
/* True when that memory may then still be read. */
bool proof_loop_memory_is_read(const struct proof_loop_memory *memory);

#endif
