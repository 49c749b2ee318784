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
#ifndef HM_ESCAPE_WALK_H
#define HM_ESCAPE_WALK_H

#include "escape/llvm/program.h"

/* One line of --why: a use on the way from the block to the verdict. */
struct hm__step {
    const struct hm__step *before;
    const char *text;
    struct hm__place at;
};

enum hm__effect_kind {
    HM__ESCAPES,  /* `reason` */
    HM__RETURNED, /* reachable from the result by `path` */
    HM__STORED,   /* reachable from parameter `param` by `path` */
    HM__CALLED,   /* argument `arg` of a call of the function in parameter `param`, by `path` */
    HM__FREED,    /* given back */
};

struct hm__effect {
    enum hm__effect_kind kind;
    unsigned param, arg;
    struct hm__path path;
    const char *reason; /* in words, for every kind but HM__FREED */
    struct hm__place at;
    const struct hm__step *steps; /* last one first */
};

struct hm__effects {
    struct hm__effect *list;
    size_t count, room;
    bool escaped; /* HM__ESCAPES is among them: nothing else matters any more */
};

/* Add an effect, or widen the one of the same kind and depth; true when *effects changed. */
bool hm__effects_add(struct hm__effects *effects, const struct hm__effect *more);

struct hm__state {
    LLVMValueRef value;
    struct hm__path path;
    const struct hm__step *steps;
    bool held; /* the memory may still hold the block when the site runs again (loop.h) */
    bool queued;
};

struct hm__walk {
    struct hm__program *program;
    LLVMValueRef function;
    LLVMValueRef site;  /* the allocating call; NULL for a walk from a parameter or a local */
    bool loops;         /* the site can run again in the same activation */
    bool pointers_only; /* integers read from memory are taken for numbers: Go's rule for "content"
                         */
    bool reuses;        /* ... and then hands out the same block (getline) */
    struct hm__state *states;
    size_t state_count, state_room;
    size_t *queue; /* indices into states */
    size_t queue_count, queue_room;
    struct hm__map index; /* (value, depth) to its place in states, plus 1 */
    struct hm__effects effects;
    LLVMValueRef *frees; /* instructions that may give the block back */
    size_t free_count, free_room;
};

/* A walk in `function`; nothing is reached yet. */
void hm__walk_begin(struct hm__walk *walk, struct hm__program *program, LLVMValueRef function);
/* Until nothing new is reached, or the block is known to escape. */
void hm__walk_run(struct hm__walk *walk);

/* The block of an allocating call: from the result, or from what its out-parameter points to. */
void hm__walk_site(struct hm__walk *walk, LLVMValueRef call, const struct hm__allocator *allocator);

/* The steps of `from`, and one more that says `text` at `use` when both are given. */
const struct hm__step *hm__step_after(const struct hm__state *from, LLVMValueRef use,
                                      const char *text);

/* Rules: each is told the state that is being followed and the instruction that uses it. */

/* `value` reaches the block by `path`. */
void hm__walk_reach(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef value,
                    struct hm__path path, LLVMValueRef use, const char *text);
/* The memory at `pointer` now reaches the block by `path` (from `pointer`). With `address`, what
 * was stored is the address of memory that holds the block; without, a copy of the block's own
 * address. */
void hm__walk_store(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef pointer,
                    struct hm__path path, LLVMValueRef use, bool address);
/* The block is out of sight, for a reason in words. */
void hm__walk_escape(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef use,
                     const char *reason);
/* The state is used by `user` (rules.c). */
void hm__walk_use(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user);
/* The state is used by a call, as argument or as the function called (walk_call.c). */
void hm__walk_call(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call);

#endif
