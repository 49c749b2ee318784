/* walk.h -- follow one block through every use, forwards, inside one function.
 *
 * A state is a value and a path (path.h): "from this value the block can be reached so". The walk
 * starts with the block itself and applies a rule for each kind of use until nothing new is
 * reached. What leaves the function becomes an effect. Calls of functions with a body are answered
 * by the effects of the same walk started at that parameter (summary.h).
 *
 * What is not understood is an escape: a wrong "does not escape" is the one error not allowed.
 * Integers, bytes and bits made from an address are followed like the address itself. Only a yes or
 * a no (a comparison), a table look-up and text (printf) are taken not to bring it back. */
#ifndef HM_ESCAPE_PROOF_WALK_H
#define HM_ESCAPE_PROOF_WALK_H

#include "escape/llvm/program.h"

/* One line of --why: a use on the way from the block to the verdict. */
struct proof_step {
    const struct proof_step *before;
    const char *text;
    struct llvm_place at;
};

enum proof_effect_kind {
    PROOF_ESCAPES,  /* `reason` */
    PROOF_RETURNED, /* reachable from the result by `path` */
    PROOF_STORED,   /* reachable from parameter `param` by `path` */
    PROOF_CALLED,   /* argument `arg` of a call of the function in parameter `param`, by `path` */
    PROOF_FREED,    /* given back */
};

struct proof_effect {
    enum proof_effect_kind kind;
    unsigned param, arg;
    struct escape_path path;
    const char *reason; /* in words, for every kind but PROOF_FREED */
    struct llvm_place at;
    const struct proof_step *steps; /* last one first */
};

struct proof_effects {
    struct proof_effect *list;
    size_t count, room;
    bool escaped; /* PROOF_ESCAPES is among them: nothing else matters any more */
};

/* Add an effect, or widen the one of the same kind and depth; true when *effects changed. */
bool proof_effects_add(struct proof_effects *effects, const struct proof_effect *more);

struct proof_state {
    LLVMValueRef value;
    struct escape_path path;
    const struct proof_step *steps;
    bool held; /* the memory may still hold the block when the site runs again (loop.h) */
    bool queued;
};

struct proof_walk {
    struct llvm_program *program;
    LLVMValueRef function;
    LLVMValueRef site;  /* the allocating call; NULL for a walk from a parameter or a local */
    bool loops;         /* the site can run again in the same activation */
    bool pointers_only; /* integers read from memory are taken for numbers: Go's rule for "content"
                         */
    bool reuses;        /* ... and then hands out the same block (getline) */
    struct proof_state *states;
    size_t state_count, state_room;
    size_t *queue; /* indices into states */
    size_t queue_count, queue_room;
    struct escape_map index; /* (value, depth) to its place in states, plus 1 */
    struct proof_effects effects;
    LLVMValueRef *frees; /* instructions that may give the block back */
    size_t free_count, free_room;
};

/* A walk in `function`; nothing is reached yet. */
void proof_walk_begin(struct proof_walk *walk, struct llvm_program *program, LLVMValueRef function);
/* Until nothing new is reached, or the block is known to escape. */
void proof_walk_run(struct proof_walk *walk);

/* The block of an allocating call: from the result, or from what its out-parameter points to. */
void proof_walk_site(struct proof_walk *walk, LLVMValueRef call,
                     const struct escape_allocator *allocator);

/* The steps of `from`, and one more that says `text` at `use` when both are given. */
const struct proof_step *proof_step_after(const struct proof_state *from, LLVMValueRef use,
                                          const char *text);

/* Rules: each is told the state that is being followed and the instruction that uses it. */

/* `value` reaches the block by `path`. */
void proof_walk_reach(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef value,
                      struct escape_path path, LLVMValueRef use, const char *text);
/* The memory at `pointer` now reaches the block by `path` (from `pointer`). With `address`, what
 * was stored is the address of memory that holds the block; without, a copy of the block's own
 * address. */
void proof_walk_store(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef pointer,
                      struct escape_path path, LLVMValueRef use, bool address);
/* The block is out of sight, for a reason in words. */
void proof_walk_escape(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef use,
                       const char *reason);
/* The state is used by `user` (rules.c). */
void proof_walk_use(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user);
/* The state is used by a call, as argument or as the function called (walk_call.c). */
void proof_walk_call(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call);

#endif
