/* reach.h -- the state of a walk: which values reach the block, and what left the function.
 *
 * The walk goes from use to use: walk->use is an instruction that uses the value of the state
 * walk->now. The rules (rules.h, call.h, library.h) look at it, and call the functions here. */
#ifndef HM_ESCAPE_PROOF_REACH_H
#define HM_ESCAPE_PROOF_REACH_H

#include "escape/proof/facts.h"

/* From `value` the block can be reached by `path`. */
struct proof_state {
    LLVMValueRef value;
    struct escape_path path;
    const struct proof_step *steps;
    bool held; /* the memory may still hold the block when the site runs again (loop.h) */
    bool queued;
};

struct proof_walk {
    struct proof_analysis *analysis;
    const struct llvm_program *program; /* of the analysis */
    LLVMValueRef function;
    struct proof_state now; /* a copy; all zero at the start of the walk */
    LLVMValueRef use;       /* NULL at the start of a walk from a parameter or a local */
    LLVMValueRef site;      /* the allocating call; NULL for a walk from a parameter or a local */
    bool loops;             /* the site can run again in the same activation */
    bool reuses;            /* the site can run again and then hand out the same block (getline) */
    bool pointers_only; /* integers read from memory are not addresses: Go's rule for "content" */
    struct proof_state *states;
    size_t state_count, state_room;
    size_t *queue; /* indices into states */
    size_t queue_count, queue_room;
    struct escape_map index; /* (value, depth) to its position in states, plus 1 */
    struct proof_effects effects;
    LLVMValueRef *frees; /* instructions that may free the block */
    size_t free_count, free_room;
};

/* A walk in `function`; nothing is reached yet. */
void proof_walk_begin(struct proof_walk *walk, struct proof_analysis *analysis,
                      LLVMValueRef function);

/* The steps of walk->now, and then `deed` at the use. Long lists grow no further. */
const struct proof_step *proof_step_after(const struct proof_walk *walk, struct proof_deed deed);

/* `value` reaches the block by `path`: where a walk starts. */
void proof_walk_reach(struct proof_walk *walk, LLVMValueRef value, struct escape_path path);
/* The result of the use reaches the block by `path`; result_by() also records a step. */
void proof_walk_result(struct proof_walk *walk, struct escape_path path);
void proof_walk_result_by(struct proof_walk *walk, struct escape_path path,
                          enum proof_deed_kind kind, const char *name);

/* The called function `name` returns what reaches the block by `path`: perhaps a new block that
 * holds it. */
void proof_walk_returned_by(struct proof_walk *walk, struct escape_path path, const char *name);

/* The memory at `pointer` now reaches the block by `path` (from `pointer`). With `address`, what
 * was stored is the address of memory that holds the block; without, a copy of the block's own
 * address. */
void proof_walk_store(struct proof_walk *walk, LLVMValueRef pointer, struct escape_path path,
                      bool address);

/* The block escapes, and why. */
void proof_walk_escape(struct proof_walk *walk, enum proof_deed_kind kind, const char *name);

#endif
