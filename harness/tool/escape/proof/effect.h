/* effect.h -- what a function does with a block, as values. They become words only when a verdict
 * is written. */
#ifndef HM_ESCAPE_PROOF_EFFECT_H
#define HM_ESCAPE_PROOF_EFFECT_H

#include <stdbool.h>
#include <stddef.h>

#include "escape/base/path.h"
#include "escape/base/place.h"

/* What is done with the block, or with a value that leads to it. The words are in effect.c. */
enum proof_deed_kind {
    PROOF_DEED_READ_BACK,
    PROOF_DEED_STORED_IN, /* in memory of the function's own */
    PROOF_DEED_STORED_IN_GLOBAL,
    PROOF_DEED_STORED_IN_THREAD_LOCAL,
    PROOF_DEED_STORED_THROUGH_PARAM,
    PROOF_DEED_STORED_ANYWHERE, /* through a pointer of unknown origin */
    PROOF_DEED_KEPT_IN_LOOP,    /* in a variable that outlives the iteration */
    PROOF_DEED_RETURNED_FROM,
    PROOF_DEED_RETURNED_IN_STRUCT,
    PROOF_DEED_RETURNED_BY, /* a callee */
    PROOF_DEED_GROWN_BY,    /* realloc and the like */
    PROOF_DEED_PASSED_TO,   /* a callee whose body is followed */
    PROOF_DEED_PASSED_TO_EXTERNAL,
    PROOF_DEED_PASSED_TO_WEAK,
    PROOF_DEED_PASSED_AS_VARIADIC,
    PROOF_DEED_PASSED_TO_POINTER, /* to the function that an expression points to */
    PROOF_DEED_PASSED_TO_CALLBACK,
    PROOF_DEED_KEPT_BY,
    PROOF_DEED_GIVEN_TO_THREAD,
    PROOF_DEED_WRITTEN_BY, /* its address leaves the process */
    PROOF_DEED_USED_BY,
    PROOF_DEED_NOT_FOLLOWED,
};

struct proof_deed {
    enum proof_deed_kind kind;
    const char *name; /* of the function, variable or expression; NULL where the kind needs none */
};

/* The deed in words, in the arena. */
const char *proof_deed_text(struct proof_deed deed);

/* One line of --why: a use on the way from the block to the verdict. */
struct proof_step {
    const struct proof_step *before;
    struct proof_deed deed;
    struct escape_place at;
};

enum proof_effect_kind {
    PROOF_ESCAPES,
    PROOF_RETURNED, /* reachable from the result by `path` */
    PROOF_STORED,   /* reachable from parameter `param` by `path` */
    PROOF_CALLED,   /* argument `arg` of a call of the function in parameter `param`, by `path` */
    PROOF_FREED,    /* given back; has no deed and no steps */
};

struct proof_effect {
    enum proof_effect_kind kind;
    unsigned param, arg;
    struct escape_path path;
    struct proof_deed deed; /* the reason for this effect */
    const char *callee;     /* the deed is done in or below this callee; NULL: in this function */
    struct escape_place at;
    const struct proof_step *steps; /* last one first */
};

/* The reason for an effect in words: "passed to CALLEE: DEED", or the deed alone. In the arena. */
const char *proof_effect_reason(const struct proof_effect *effect);

struct proof_effects {
    struct proof_effect *list;
    size_t count, room;
    bool escaped; /* PROOF_ESCAPES is among them: nothing else matters any more */
};

/* Add an effect, or widen the one of the same kind and depth; true when *effects changed. */
bool proof_effects_add(struct proof_effects *effects, const struct proof_effect *more);

/* The first effect that is not PROOF_FREED, or NULL: the block stays in the function. */
const struct proof_effect *proof_effects_first(const struct proof_effects *effects);

#endif
