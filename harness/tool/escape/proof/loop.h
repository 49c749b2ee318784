/* loop.h -- one variable per activation, or one block per iteration?
 *
 * A site that runs again in the same activation hands out a second block while something may still
 * reach the first. One automatic variable could not be both. These questions decide it by
 * reachability in the control-flow graph: is an old pointer read again after the site has run
 * again, with nothing in between that overwrites it? */
#ifndef HM_ESCAPE_PROOF_LOOP_H
#define HM_ESCAPE_PROOF_LOOP_H

#include "escape/proof/facts.h"

/* True when the site can run twice in one activation of its function. */
bool proof_loop_runs_again(LLVMValueRef site);

/* True when `value`, computed in one round, is used after the site has run again. */
bool proof_loop_value_outlives(LLVMValueRef site, LLVMValueRef value);

/* Memory of one object (an alloca, or the result of an allocating call), written `at` bytes into it
 * by the instruction `use`. */
struct proof_loop_memory {
    struct proof_analysis *analysis;
    LLVMValueRef site, object, use;
    struct escape_offset at;
};

/* True when the site can run again before that memory is written over or begins a new life. */
bool proof_loop_memory_holds(const struct proof_loop_memory *memory);
/* True when that memory may then still be read. */
bool proof_loop_memory_is_read(const struct proof_loop_memory *memory);

#endif
