/* walk.c -- the worklist; contract in walk.h. */
#include "escape/proof/walk.h"

#include "escape/proof/loop.h"
#include "escape/proof/rules.h"

void proof_walk_site(struct proof_walk *walk, LLVMValueRef call,
                     const struct escape_allocator *allocator)
{
    walk->site = call;
    walk->loops = proof_loop_runs_again(call);
    walk->reuses = allocator != NULL && allocator->reuses;
    if (allocator != NULL && allocator->out >= 0)
        proof_walk_store(walk, NULL, LLVMGetOperand(call, (unsigned)allocator->out),
                         escape_path_push(escape_path_start(), escape_offset_exactly(0)), call,
                         false);
    else
        proof_walk_reach(walk, NULL, call, escape_path_start(), call);
}

void proof_walk_run(struct proof_walk *walk)
{
    for (size_t next = 0; next < walk->queue_count && !walk->effects.escaped; next++) {
        size_t index = walk->queue[next];
        walk->states[index].queued = false;
        struct proof_state state = walk->states[index]; /* the list may move */
        for (LLVMUseRef u = LLVMGetFirstUse(state.value); u != NULL; u = LLVMGetNextUse(u))
            proof_walk_use(walk, &state, LLVMGetUser(u));
    }
}
