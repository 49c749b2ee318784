/* walk.c -- the worklist; contract in walk.h. */
#include "escape/proof/walk.h"

#include "escape/proof/loop.h"
#include "escape/proof/rules.h"

void proof_walk_site(struct proof_walk *walk, LLVMValueRef call,
                     const struct escape_allocator *allocator)
{
    walk->site = walk->use = call;
    walk->loops = proof_loop_runs_again(walk->analysis, call);
    walk->reuses = allocator != NULL && allocator->reuses;
    if (allocator != NULL && allocator->out >= 0)
        proof_walk_store(walk, LLVMGetOperand(call, (unsigned)allocator->out),
                         escape_path_push(escape_path_start(), escape_offset_exactly(0)), false);
    else
        proof_walk_reach(walk, call, escape_path_start());
}

void proof_walk_run(struct proof_walk *walk)
{
    for (size_t next = 0; next < walk->queue_count && !walk->effects.escaped; next++) {
        size_t index = walk->queue[next];
        walk->states[index].queued = false;
        walk->now = walk->states[index];
        for (LLVMUseRef u = LLVMGetFirstUse(walk->now.value); u != NULL; u = LLVMGetNextUse(u)) {
            walk->use = LLVMGetUser(u);
            proof_walk_use(walk);
        }
    }
}
